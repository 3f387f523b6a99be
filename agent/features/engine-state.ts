/** Whether the engine runs, from its speed alone. */
export interface EngineState {
  /** undefined is written as null: not known yet, or the speed is stale. */
  running: boolean | null;
  /** Since when the speed is too low for a running engine. */
  lowSince: number | null;
}

/**
 * A starter turns an engine at 150–350 rpm and the slowest idle is about 550. Between the two thresholds nothing changes.
 * A stall passes through low speeds in a moment, so a low speed must last before it counts; readings of a row are not
 * simultaneous, so nothing else is asked.
 */
const runsFromRpm = 450;
const standsBelowRpm = 250;
const standsAfterMs = 1_000;

export const engineUnknown = (): EngineState => ({ running: null, lowSince: null });

/** Takes an engine speed; true when `running` changed. */
export const turnEngine = (engine: EngineState, rpm: number, at: number): boolean => {
  const before = engine.running;
  if (rpm >= standsBelowRpm) engine.lowSince = null;
  else engine.lowSince ??= at;
  if (rpm >= runsFromRpm) engine.running = true;
  else if (engine.lowSince !== null && (before === null || at - engine.lowSince >= standsAfterMs))
    engine.running = false;
  return engine.running !== before;
};
