import { configDefaults, defineConfig } from "vitest/config";
import { lives } from "./lives.ts";

/** A test that hangs is to be named, not waited for. No test is held to a time of the wall: machines are slow and busy. */
export const hangsAfterMs = 300_000;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    exclude: [...configDefaults.exclude, ...lives],
    testTimeout: hangsAfterMs,
    hookTimeout: hangsAfterMs,
    // Two cores, and a worker that drives a browser waits most of its time.
    maxWorkers: 3,
  },
});
