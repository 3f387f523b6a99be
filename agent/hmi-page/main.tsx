import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Root } from "./app.tsx";

// A focus ring is for the rotary knob: whoever touches the screen sees where the finger is.
const follow = (input: "keys" | "touch") => (): void => {
  document.documentElement.dataset["input"] = input;
};
addEventListener("keydown", follow("keys"), { capture: true });
addEventListener("pointerdown", follow("touch"), { capture: true });

const place = document.getElementById("page");
if (place === null) throw new Error("index.html has no element with the id page");
createRoot(place).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
