import { useEffect, useState } from "react";
import type { Theme } from "../hmi/protocol.ts";

const dark = "(prefers-color-scheme: dark)";

/** Day or night: as chosen, or as the head unit's own setting says. */
export const useLook = (theme: Theme): "day" | "night" => {
  const [unitIsDark, setUnitIsDark] = useState(() => matchMedia(dark).matches);
  useEffect(() => {
    const query = matchMedia(dark);
    const follow = (): void => setUnitIsDark(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  if (theme !== "auto") return theme;
  return unitIsDark ? "night" : "day";
};
