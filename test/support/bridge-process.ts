import { pino } from "pino";
import { openBridge } from "../../cloud-bridge/bridge.ts";
import { systemClock } from "../../cloud-bridge/platform/clock.ts";
import { bridgeConfig } from "./bridge.ts";

/**
 * A bridge in a process of its own that dies by SIGKILL once so many batches with messages are committed: after the commit,
 * before any PUBACK or receipt. `node bridge-process.ts FOLDER MQTT-PORT COMMITS`
 */
const [folder = "", port = "0", commits = "0"] = process.argv.slice(2);
let left = Number(commits);

await openBridge(bridgeConfig(folder, { mqtt: { port: Number(port) } }), {
  clock: systemClock,
  log: pino(pino.destination({ dest: 1, sync: true })),
  pages: folder,
  version: "test",
  onCommitted({ messages }) {
    if (messages === 0) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, "SIGKILL");
  },
});
