import { connect } from "node:net";
import { AgentError } from "../../errors.ts";

/** A two-way stream of bytes to an adapter: the only part of the driver that has a device. */
export interface BytePort {
  write(bytes: Uint8Array): Promise<void>;
  onBytes(listener: (chunk: Uint8Array) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** How to open a way to an adapter. */
export interface PortOptions {
  /** For a serial device; ignored over TCP. */
  readonly baudRate: number;
  /** Ends an opening that takes too long. */
  readonly signal: AbortSignal;
}

/** Opens the address of an adapter: a device path or tcp://host:port. */
export type OpenPort = (address: string, options: PortOptions) => Promise<BytePort>;

interface Stream {
  write(bytes: Uint8Array, done: (cause?: Error | null) => void): unknown;
  on(event: "data", listener: (chunk: Uint8Array) => void): unknown;
  on(event: "close" | "error", listener: () => void): unknown;
}

const portOf = (stream: Stream, close: () => void): BytePort => ({
  write: (bytes) =>
    new Promise((resolve, reject) => {
      stream.write(bytes, (cause) => (cause ? reject(cause) : resolve()));
    }),
  onBytes: (listener) => void stream.on("data", listener),
  onClose: (listener) => {
    stream.on("close", listener);
    // A stream that fails closes; the listener forgives being called twice.
    stream.on("error", listener);
  },
  close,
});

const unavailable = (address: string, cause: unknown): AgentError => {
  const said = cause instanceof Error ? cause.message : String(cause);
  // serialport puts "Error: " and the path in front of what the system said.
  const why =
    cause instanceof Error && "code" in cause ? String(cause.code) : said.replace(/^Error: |, cannot open.*$/g, "");
  return new AgentError("AGENT_PORT_UNAVAILABLE", `${address} (${why})`, { cause });
};

const openTcp = (address: string, { signal }: PortOptions): Promise<BytePort> => {
  const { hostname, port } = new URL(address);
  const { promise, resolve, reject } = Promise.withResolvers<BytePort>();
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port), noDelay: true });
  const abort = (): void => void socket.destroy(new Error("timed out"));
  signal.addEventListener("abort", abort, { once: true });
  // Without this listener an error after the opening would end the process.
  socket.on("error", (cause) => reject(unavailable(address, cause)));
  socket.once("connect", () => {
    signal.removeEventListener("abort", abort);
    resolve(portOf(socket, () => void socket.destroy()));
  });
  return promise;
};

const openSerial = async (path: string, { baudRate, signal }: PortOptions): Promise<BytePort> => {
  // Its native binding is only loaded where a serial device is used, so that a bundle without it still speaks TCP.
  const { SerialPort } = await import("serialport");
  const { promise, resolve, reject } = Promise.withResolvers<BytePort>();
  const serial = new SerialPort({ path, baudRate, autoOpen: false });
  const close = (): void => {
    if (serial.isOpen) serial.close(() => {});
  };
  const abort = (): void => {
    reject(unavailable(path, new Error("timed out")));
    close();
  };
  signal.addEventListener("abort", abort, { once: true });
  serial.on("error", (cause) => reject(unavailable(path, cause)));
  serial.open((cause) => {
    signal.removeEventListener("abort", abort);
    if (cause) reject(unavailable(path, cause));
    else if (signal.aborted) close();
    else resolve(portOf(serial, close));
  });
  return promise;
};

/** Opens a serial device or a TCP adapter; what cannot be opened is an AGENT_PORT_UNAVAILABLE that names the address. */
export const openPort: OpenPort = async (address, options) => {
  if (options.signal.aborted) throw unavailable(address, new Error("aborted"));
  if (!address.startsWith("tcp://")) {
    try {
      return await openSerial(address, options);
    } catch (cause) {
      throw cause instanceof AgentError ? cause : unavailable(address, cause);
    }
  }
  if (!URL.canParse(address) || new URL(address).port === "")
    throw new AgentError("AGENT_PORT_UNAVAILABLE", `${address} is not tcp://host:port`);
  return openTcp(address, options);
};
