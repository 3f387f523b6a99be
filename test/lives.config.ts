import { defineConfig } from "vitest/config";
import { lives } from "./lives.ts";

export default defineConfig({
  test: {
    include: [...lives],
    // Whoever lives longer than this hangs; what a life may take is counted in its own time.
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
    maxWorkers: 2,
  },
});
