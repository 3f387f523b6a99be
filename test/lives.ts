/**
 * Tests that live through something: fleets, scenarios, cars of every kind on every bus, recordings of many megabytes,
 * processes that are killed, the whole house in a simulation. They take minutes, so `npm test` leaves them to
 * `npm run test:lives`; the gate runs both.
 */
export const lives: readonly string[] = [
  "test/lives/**/*.test.ts",
  "test/agent/source/elm327/soak.test.ts",
  "test/e2e/conformance/**/*.test.ts",
  "test/e2e/trouble/**/*.test.ts",
  "test/simulators/evaluate/evaluate.test.ts",
  "test/simulators/evaluate/fleets/**/*.test.ts",
  "test/simulators/record/record.test.ts",
  "test/simulators/replay/streaming.test.ts",
  "test/simulators/same-bytes.test.ts",
  "test/simulators/scenarios/scenarios.test.ts",
];
