/** Which part of a long list is drawn. Heights are in CSS pixels and exact, so that the scroll bar never lies. */
export interface VisibleRows {
  readonly first: number;
  /** One behind the last. */
  readonly end: number;
  /** Height of what is left out above and below. */
  readonly above: number;
  readonly below: number;
}

/** Finds the lines of `heights` that are within `margin` of the window `[top, top + height]`. */
export const visibleRows = (heights: readonly number[], top: number, height: number, margin: number): VisibleRows => {
  let first = 0;
  let above = 0;
  for (const line of heights) {
    if (above + line >= top - margin) break;
    above += line;
    first += 1;
  }
  let end = first;
  let shown = above;
  for (const line of heights.slice(first)) {
    if (shown > top + height + margin) break;
    shown += line;
    end += 1;
  }
  const below = heights.slice(end).reduce((sum, line) => sum + line, 0);
  return { first, end, above, below };
};
