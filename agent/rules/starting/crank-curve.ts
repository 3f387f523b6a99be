/** A line through points of rising x, level outside them. */
type Line = readonly (readonly [celsius: number, share: number])[];

/**
 * What a cold battery still gives and what a cold engine asks for, against 27 Celsius: a battery maker's table, whose points
 * lie at 80, 32, 0 and -20 Fahrenheit.
 */
const available: Line = [
  [-29, 0.25],
  [-18, 0.4],
  [0, 0.65],
  [27, 1],
];
const required: Line = [
  [-29, 3.5],
  [-18, 2.1],
  [0, 1.55],
  [27, 1],
];

const lineAt = (line: Line, celsius: number): number => {
  let before = line[0];
  for (const point of line) {
    if (celsius <= point[0]) {
      if (before === undefined || before[0] === point[0]) return point[1];
      return before[1] + ((point[1] - before[1]) * (celsius - before[0])) / (point[0] - before[0]);
    }
    before = point;
  }
  return before?.[1] ?? 1;
};

export const normalCelsius = 25;

/** Resistance of a battery at this temperature, against the same one at 25 Celsius. */
export const resistanceShare = (batteryCelsius: number): number =>
  lineAt(available, normalCelsius) / lineAt(available, batteryCelsius);

/** Temperatures of a start, Celsius. */
export interface StartTemperatures {
  readonly battery: number;
  readonly engine: number;
}

/** How much further the voltage falls under the starter at these temperatures than at 25 Celsius. */
export const dropShare = ({ battery, engine }: StartTemperatures): number =>
  (resistanceShare(battery) * lineAt(required, engine)) / lineAt(required, normalCelsius);
