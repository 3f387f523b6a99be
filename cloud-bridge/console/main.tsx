import "@fontsource-variable/inter/wght.css";
import "./shell/shell.css";
import "./queue/queue.css";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { centreTimeZone } from "./centre.ts";
import { openDesk } from "./desk/desk.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root");
createRoot(root).render(<App desk={openDesk(centreTimeZone)} />);
