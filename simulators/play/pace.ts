/** Holds a replay back to a multiple of real time; at "max" nothing waits. Only when, never what: results are the same. */
export type Pace = (at: number) => Promise<void> | undefined;

/** The wall clock a pace measures by, and its way to wait. */
export interface WallClock {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** Shorter waits are not worth a timer. */
const shortestWaitMs = 4;

export const fullSpeed: Pace = () => undefined;

/** Event time passes `speed` times as fast as the wall clock, counted from the first event. */
export const paced = (speed: number, wall: WallClock): Pace => {
  let begin: { readonly at: number; readonly wallMs: number } | undefined;
  return (at) => {
    begin ??= { at, wallMs: wall.now() };
    const ahead = begin.wallMs + (at - begin.at) / speed - wall.now();
    return ahead > shortestWaitMs ? wall.wait(ahead) : undefined;
  };
};
