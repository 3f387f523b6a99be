import { describe, expect, test } from "vitest";
import { parseConfig, sampleConfig } from "../../cloud-bridge/config.ts";
import { BridgeError, bridgeErrors } from "../../cloud-bridge/errors.ts";
import { isLoopback } from "../../cloud-bridge/platform/http/visitors.ts";

const faultsOf = (config: unknown): string => {
  try {
    parseConfig(JSON.stringify(config), "bridge.json");
    return "";
  } catch (error) {
    return error instanceof BridgeError && error.code === "BRIDGE_CONFIG_INVALID" ? error.message : String(error);
  }
};
const store = { file: "x.db" };

describe("the configuration", () => {
  test("needs no more than a place for the database", () => {
    expect(parseConfig(JSON.stringify({ store: { file: "data/bridge.db" } }), "x")).toEqual(sampleConfig());
  });

  test("names three faults when there are three", () => {
    const message = faultsOf({ mqtt: { port: 70_000 }, http: { host: "0.0.0.0" }, store, logs: {} });
    expect(message).toMatch(/mqtt\.port: .*; http\.host: .*; the file: .*logs/);
    expect(message).toMatch(/bridge\.json.*Correct the entries named here\.$/);
  });

  test("names a rule over two fields beside a wrong field", () => {
    expect(faultsOf({ mqtt: { host: "0.0.0.0", port: "x" }, store })).toMatch(/mqtt\.port: .*; mqtt\.host: /);
  });

  test.each(["0.0.0.0", "::", "192.168.1.4", "desk.example.com"])(
    "keeps API and console from the network: %s",
    (host) => {
      expect(faultsOf({ http: { host }, store })).toContain("http.host: console and API have no logins yet");
    },
  );

  test("lets vehicles in from the network only when told that the network is safe", () => {
    expect(faultsOf({ mqtt: { host: "0.0.0.0" }, store })).toContain("mqtt.host: vehicles are not authenticated yet");
    expect(faultsOf({ mqtt: { host: "0.0.0.0", openToNetwork: true }, store })).toBe("");
  });

  test.each([
    ["no JSON", "{", /is not JSON/],
    ["no object", "[]", /the file: /],
    [
      "a time zone nobody knows",
      '{"store":{"file":"x"},"centre":{"timeZone":"Mars/Base"}}',
      /centre\.timeZone: not an IANA/,
    ],
  ])("%s is said", (_name, text, message) => {
    expect(() => parseConfig(text, "bridge.json")).toThrow(message);
  });

  test.each([
    [{}, "give store.file"],
    [{ file: "x.db", url: "postgres://desk@db/desk" }, "give store.file"],
    [{ url: "mysql://desk@db/desk" }, "store.url: "],
    [{ url: "postgres://desk:secret@db:5432/desk" }, ""],
    [{ url: "postgres://desk@localhost/desk?host=/var/run/postgresql" }, ""],
  ])("one database and no other: %j", (place, said) => {
    const faults = faultsOf({ store: place });
    if (said === "") expect(faults).toBe("");
    else expect(faults).toContain(said);
  });

  test("is frozen", () => {
    expect(Object.isFrozen(parseConfig(JSON.stringify({ store }), "x"))).toBe(true);
  });

  test.each([
    ["127.0.0.1", true],
    ["127.8.9.1", true],
    ["::1", true],
    ["localhost", true],
    ["127.0.0.1.evil.com", false],
    ["localhost.evil.com", false],
    ["128.0.0.1", false],
    ["", false],
  ])("%s is of this machine: %s", (host, own) => {
    expect(isLoopback(host)).toBe(own);
  });

  test("every code is a word and its two sentences end where the next begins", () => {
    for (const [code, [what, toDo]] of Object.entries(bridgeErrors)) {
      expect(code).toMatch(/^BRIDGE_[A-Z_]+$/);
      expect(`${what}${toDo}`).not.toMatch(/\.$/);
    }
  });
});
