import "@fontsource-variable/inter/wght.css";
import "./shell/shell.css";
import "./tickets/queue/queue.css";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { openDesk } from "./data/desk.ts";
import { showCrash } from "./shell/crash.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root");
createRoot(root, { onUncaughtError: showCrash(root) }).render(<App desk={openDesk()} />);
