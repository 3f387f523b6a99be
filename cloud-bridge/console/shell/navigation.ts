import { type MouseEvent, useMemo, useSyncExternalStore } from "react";
import { type Route, routeOf } from "./route.ts";

const moved = "fettle:moved";

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener("popstate", listener);
  window.addEventListener(moved, listener);
  return () => {
    window.removeEventListener("popstate", listener);
    window.removeEventListener(moved, listener);
  };
};

/** Goes to another address of this page. `replace` is for what is typed: a letter is no place to come back to. */
export const go = (path: string, replace = false): void => {
  if (replace) history.replaceState(null, "", path);
  else history.pushState(null, "", path);
  window.dispatchEvent(new Event(moved));
};

/** Lets a real link stay in the page; opening it in a new tab stays the browser's business. */
export const goOnClick =
  (path: string) =>
  (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    go(path);
  };

/** Where the page is now. */
export const useRoute = (): Route => {
  const address = useSyncExternalStore(subscribe, () => `${location.pathname}${location.search}`);
  return useMemo(() => {
    const url = new URL(address, location.origin);
    return routeOf(url.pathname, url.search);
  }, [address]);
};
