import { readdirSync } from "node:fs";
import { CommanderError } from "commander";
import type { Language } from "../../contract/language.ts";
import { systemTime, systemTimers } from "../compose/host.ts";
import { diagnose, isWell, type Patient } from "../doctor/diagnosis.ts";
import { linesOf, sentenceOf } from "../doctor/words.ts";
import { AgentError } from "../errors.ts";
import { examine } from "../source/elm327/examine.ts";
import { failure } from "../source/elm327/failures.ts";
import { openPort } from "../source/elm327/port.ts";
import { openShortSession } from "../source/elm327/short-session.ts";

/** Where Wi-Fi adapters are by the habit of their makers, and where this machine's emulator is. */
const usualAddresses = ["tcp://192.168.0.10:35000", "tcp://127.0.0.1:35000"];
/** Serial devices an adapter may be: USB, and Bluetooth bound by rfcomm. */
const serialName = /^(ttyUSB|ttyACM|rfcomm)\d+$/;
/** A way that does not open in this time is none; the search for a baud rate needs the time of seven probes. */
const openMs = { tcp: 2_000, serial: 15_000 };

const listedPorts = async (): Promise<readonly string[]> => {
  try {
    const { SerialPort } = await import("serialport");
    // What has no maker is a port of the mainboard, with nothing plugged in.
    return (await SerialPort.list()).flatMap(({ path, vendorId }) => (vendorId === undefined ? [] : [path]));
  } catch {
    // The listing needs udevadm, which a small image lacks; the device names below are enough then.
    return [];
  }
};

const deviceFiles = (): readonly string[] => {
  try {
    return readdirSync("/dev")
      .filter((name) => serialName.test(name))
      .map((name) => `/dev/${name}`);
  } catch {
    // No such folder on this system: then the listing above is all there is.
    return [];
  }
};

const candidates = async (): Promise<readonly string[]> => [
  ...new Set([...(await listedPorts()), ...deviceFiles(), ...usualAddresses]),
];

interface Way {
  readonly port: string;
  readonly baudRate?: number | undefined;
}

const withReach = async <T>(
  { port, baudRate }: Way,
  use: (reach: Parameters<typeof examine>[0]) => Promise<T>,
): Promise<T> => {
  const opening = new AbortController();
  const timer = systemTimers.after(port.startsWith("tcp://") ? openMs.tcp : openMs.serial, () => opening.abort());
  const openInTime: typeof openPort = async (address, options) => {
    const opened = await openPort(address, options);
    // Only the opening has a deadline; the conversation has its own.
    if (port.startsWith("tcp://")) timer[Symbol.dispose]();
    return opened;
  };
  try {
    return await use({
      address: port,
      baudRate,
      openPort: (address, { baudRate: rate }) => openInTime(address, { baudRate: rate, signal: opening.signal }),
      timers: systemTimers,
      signal: new AbortController().signal,
    });
  } finally {
    timer[Symbol.dispose]();
  }
};

const look = async (way: Way): Promise<Patient> => {
  try {
    return await withReach(way, (reach) => examine(reach, systemTime.monotonicMs));
  } catch (cause) {
    if (!(cause instanceof AgentError)) throw cause;
    return { address: way.port, error: /\(([^)]*)\)/.exec(cause.message)?.[1] ?? cause.code };
  }
};

/** Options of `doctor` as the command line hands them over. */
export interface DoctorOptions {
  readonly port?: string;
  readonly baud?: number;
  readonly json?: boolean;
  readonly language: Language;
}

/** Looks at every way to an adapter and says what it found; an AGENT_PORT_UNAVAILABLE when no car answered. */
export const doctor = async ({ port, baud, json, language }: DoctorOptions): Promise<void> => {
  const ports = port === undefined ? await candidates() : [port];
  let well = false;
  for (const one of ports) {
    const patient = await look({ port: one, baudRate: baud });
    const findings = diagnose(patient);
    well ||= isWell(findings);
    const said = findings.map((finding) => ({ ...finding, says: sentenceOf(finding, language) }));
    const text =
      json === true ? JSON.stringify({ ...patient, findings: said }) : linesOf(patient, findings, language).join("\n");
    process.stdout.write(`${text}\n`);
  }
  if (!well) throw new AgentError("AGENT_PORT_UNAVAILABLE", `no car answered on ${ports.join(", ")}`);
};

/** Options of `clear-codes`. */
export interface ClearOptions {
  readonly port: string;
  readonly baud?: number;
  readonly yes?: boolean;
}

/** Sends service 04 once and never again, whatever comes back: a repeated clearing wipes what came in between. */
export const clearCodes = async ({ port, baud, yes }: ClearOptions): Promise<void> => {
  if (yes !== true)
    throw new CommanderError(
      2,
      "fettle.unconfirmed",
      "clear-codes erases trouble codes, freeze frames and readiness; say --yes when the engine is off and that is meant",
    );
  await withReach({ port, baudRate: baud }, async (reach) => {
    const session = await openShortSession(reach);
    try {
      const bus = await session.findBus();
      if ("reason" in bus) throw new AgentError("AGENT_PORT_UNAVAILABLE", `${port} (${bus.reason})`);
      const answer = await session.ask("04", 10_000);
      if (!answer.ok) throw new AgentError("AGENT_PORT_UNAVAILABLE", `${port}: ${answer.error.message}`);
      const cleared = answer.answers.map(({ ecu }) => ecu);
      const refused = answer.refusals.map(({ ecu }) => `${ecu}: ${failure("NEGATIVE_RESPONSE").message}`);
      process.stdout.write(`${JSON.stringify({ cleared, refused })}\n`);
    } finally {
      session.close();
    }
  });
};
