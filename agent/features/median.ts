/** The middle of the values, or undefined of none. */
export const medianOf = (values: readonly number[]): number | undefined => {
  // Numbers alone sort by themselves, and in half the time of a comparison handed over.
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined || sorted.length % 2 === 1) return upper;
  return (upper + (sorted[middle - 1] ?? upper)) / 2;
};

/** Median distance from the median: a spread that one wild value does not move. */
export const medianDeviationOf = (values: readonly number[]): number | undefined => {
  const middle = medianOf(values);
  return middle === undefined ? undefined : medianOf(values.map((value) => Math.abs(value - middle)));
};
