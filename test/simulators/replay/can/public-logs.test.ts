import { join } from "node:path";
import { expect, test } from "vitest";
import { loadBus } from "../../../../simulators/replay/can/bus.ts";
import { read } from "../../recorded.ts";

/** The folder with the public recordings; most of them may not be shipped. */
const folder = process.env["FETTLE_DRIVES"] ?? "";

test.skipIf(folder === "")(
  "a telephone that asked a whole car has its answers read, without a description",
  async () => {
    const { events, report } = await read(
      join(folder, "hyundai_kona_can_gvret/221210-1-2021-dcan-car-scanner-elm327.csv.gz"),
    );
    // Counted by hand: services 03 and 07 were asked twice and four control units answered; 0A was answered by three.
    const codes = events.flatMap((event) => (event.kind === "codes" ? [[event.service, ...event.codes]] : []));
    expect(codes).toEqual([["03"], ["07"], ["03"], ["07"]]);
    expect(report.reasons["list of trouble codes that lacks a control unit"]).toBe(1);
    expect(report.diagnostics).toMatchObject({ read: { "01 00": 644, "01 20": 10, "01 40": 3 } });
    expect(report.diagnostics?.ecus).toHaveLength(20);
  },
);

test.skipIf(folder === "")("a car of 800 V is not read by the profile of one of 400 V", async () => {
  const file = join(folder, "css_canedge_candump/2F6913DB_00001089_00000001-63BEF5CD.log.gz");
  const { events, report } = await read(file);
  expect(events.filter(({ kind }) => kind === "sample")).toEqual([]);
  expect(report.diagnostics).toMatchObject({ requests: 110, answers: 100 });
  // Nor where a description reads the answer that shows the voltage.
  const described = await read(file, { bus: await loadBus(["test/fixtures/drives/css-tp-uds.dbc"]) });
  expect(described.report.diagnostics?.read).toEqual({});
});

test.skipIf(folder === "")("a car that a shipped profile knows is read by it", async () => {
  const { events, report } = await read(join(folder, "css_canedge_candump/17BD1DB7_00000006_00000170.log.gz"));
  const volts = events.filter(
    (event) => event.kind === "sample" && event.path === "Vehicle.Powertrain.TractionBattery.CurrentVoltage",
  );
  expect(volts).toHaveLength(120);
  // The logger kept the first frame alone of thirty answers.
  expect(report.reasons).toEqual({ "long message with a part missing": 30 });
});
