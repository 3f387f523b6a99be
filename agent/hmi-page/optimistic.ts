import { useEffect, useState } from "react";

/** A touch is believed for this long; then the agent's word counts again. */
const believedMs = 3_000;

/**
 * A value the driver has just chosen, shown before the agent has confirmed it, so that every touch answers at once. It
 * falls back to the agent's value when that agrees, or when no agreement came.
 */
export const useOptimistic = <Value>(confirmed: Value): readonly [shown: Value, choose: (value: Value) => void] => {
  const [wanted, setWanted] = useState<{ readonly value: Value } | null>(null);
  const settled = wanted === null || wanted.value === confirmed;
  useEffect(() => {
    if (wanted === null) return;
    if (settled) {
      setWanted(null);
      return;
    }
    const timer = setTimeout(() => setWanted(null), believedMs);
    return () => clearTimeout(timer);
  }, [wanted, settled]);
  return [wanted === null ? confirmed : wanted.value, (value) => setWanted({ value })];
};

/**
 * Hides what the driver has just answered, at once. If the agent still shows it after a while, the answer was lost and it
 * comes back.
 */
export const useAnswered = (key: string | null): readonly [answered: boolean, answer: () => void] => {
  const [gone, setGone] = useState<string | null>(null);
  useEffect(() => {
    if (gone === null) return;
    const timer = setTimeout(() => setGone(null), believedMs);
    return () => clearTimeout(timer);
  }, [gone]);
  return [gone !== null && gone === key, () => setGone(key)];
};
