import { useCallback, useEffect, useRef, useState } from "react";
import { io, type Socket } from "socket.io-client";
import { type HmiAction, type HmiState, hmiStateSchema } from "../hmi/protocol.ts";

/** The agent as the page sees it. */
export interface Agent {
  /** Null until the first state came; after a loss the last one stays, and `connected` says so. */
  readonly state: HmiState | null;
  readonly connected: boolean;
  readonly act: (action: HmiAction) => void;
}

/** Keeps the page's copy of the agent's state, over one socket that reconnects by itself. */
export const useAgent = (): Agent => {
  const [state, setState] = useState<HmiState | null>(null);
  const [connected, setConnected] = useState(false);
  const socketRef = useRef<Socket | null>(null);

  useEffect(() => {
    const socket = io({ transports: ["websocket"], reconnectionDelay: 500, reconnectionDelayMax: 3_000 });
    socketRef.current = socket;
    socket.on("disconnect", () => setConnected(false));
    socket.on("state", (raw: unknown) => {
      const parsed = hmiStateSchema.safeParse(raw);
      if (!parsed.success) return;
      setState(parsed.data);
      // Only a whole state makes the page live again: until then it shows the last one as old.
      setConnected(true);
    });
    socket.on("change", (raw: unknown) => {
      if (typeof raw !== "object" || raw === null) return;
      setState((before) => {
        const merged = hmiStateSchema.safeParse({ ...before, ...raw });
        return merged.success ? merged.data : before;
      });
      setConnected(true);
    });
    return () => {
      socket.disconnect();
    };
  }, []);

  // Volatile: a touch on a lost connection must not come to life minutes later.
  const act = useCallback((action: HmiAction) => socketRef.current?.volatile.emit("action", action), []);
  return { state, connected, act };
};
