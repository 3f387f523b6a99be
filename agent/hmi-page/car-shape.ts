/** The outline of the car from above, nose to the left, on a 1000 × 420 field: one half is drawn and mirrored. */
type Point = readonly [x: number, y: number];
type Curve = readonly [x1: number, y1: number, x2: number, y2: number, x: number, y: number];

const axis = 420;
const mirrored = (y: number): number => Number((axis - y).toFixed(1));

/** Closes a half outline, given as cubic curves from the axis back to the axis, by its mirror image. */
const closed = (start: Point, curves: readonly Curve[]): string => {
  const forth = curves.map((curve) => `C${curve.join(" ")}`).join("");
  const ends: readonly Point[] = [start, ...curves.map(([, , , , x, y]): Point => [x, y])];
  const back = curves
    .map(([x1, y1, x2, y2], at) => {
      const [x, y] = ends[at] ?? start;
      return `C${x2} ${mirrored(y2)} ${x1} ${mirrored(y1)} ${x} ${mirrored(y)}`;
    })
    .reverse()
    .join("");
  return `M${start[0]} ${start[1]}${forth}${back}Z`;
};

export const body = closed(
  [22, 210],
  [
    [22, 172, 25, 134, 38, 106],
    [50, 80, 78, 62, 122, 52],
    [172, 41, 236, 37, 300, 38],
    [420, 40, 560, 41, 664, 38],
    [742, 35, 812, 35, 862, 42],
    [918, 50, 950, 70, 962, 104],
    [973, 136, 977, 172, 977, 210],
  ],
);
export const hood = closed(
  [60, 210],
  [
    [60, 168, 66, 128, 84, 108],
    [112, 86, 186, 78, 264, 78],
    [238, 110, 222, 158, 222, 210],
  ],
);
export const windscreen = closed(
  [232, 210],
  [
    [232, 158, 246, 110, 276, 82],
    [304, 92, 332, 98, 362, 103],
    [350, 136, 345, 172, 345, 210],
  ],
);
export const roof = closed(
  [361, 210],
  [
    [361, 172, 366, 138, 377, 105],
    [480, 100, 600, 100, 700, 105],
    [710, 138, 714, 172, 714, 210],
  ],
);
export const rearWindow = closed(
  [730, 210],
  [
    [730, 172, 726, 138, 716, 103],
    [752, 99, 790, 93, 822, 86],
    [844, 120, 853, 166, 853, 210],
  ],
);
export const sideWindow = "M288 74C340 62 420 57 530 57S740 60 808 78L714 95C600 90 480 90 368 95Z";
