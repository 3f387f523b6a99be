import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  // Absolute, because /tickets/:id serves the same page from a deeper address.
  base: "/",
  plugins: [react()],
  build: {
    outDir: here("../../dist/console"),
    emptyOutDir: true,
    // No data: addresses, so that the bridge may serve the page under a content security policy of 'self'.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: {
    port: 8082,
    proxy: { "/api": "http://127.0.0.1:8081", "/socket.io": { target: "http://127.0.0.1:8081", ws: true } },
  },
});
