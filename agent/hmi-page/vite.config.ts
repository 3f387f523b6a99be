import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  base: "/",
  plugins: [react()],
  build: {
    outDir: here("../../dist/hmi"),
    emptyOutDir: true,
    // No data: addresses: the agent serves the page under a content security policy of 'self'.
    assetsInlineLimit: 0,
    // A head unit's browser may be some years old, and nothing here needs a new one.
    target: "chrome100",
  },
});
