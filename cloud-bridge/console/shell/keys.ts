import { useEffect, useRef } from "react";

/** What a key does, by `KeyboardEvent.key` in lower case. */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest("input, textarea, select") !== null);

/** A dialog or a menu lies over the page: the keys are its own, Escape above all. */
const isOverlaid = (): boolean =>
  [...document.querySelectorAll("[role=dialog], [role=menu]")].some((element) => element.checkVisibility());

/** Binds keys to the page. They are off while somebody types or answers a dialog, and with Ctrl, Alt or Meta. */
export const useKeys = (keys: Keys): void => {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || isOverlaid()) return;
      const act = latest.current[event.key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
};
