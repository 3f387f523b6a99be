/** For the numbers of a description: ms in a second and in a minute. */
export const secondMs = 1_000;
export const minuteMs = 60_000;

/** A share as percent, without the dust of binary fractions. */
export const percentOf = (share: number): number => Math.round(share * 1_000) / 10;

/** A number as a reader wants it: thousands apart, and at least so many digits behind the point. */
export const figure = (value: number, digits = 0): string =>
  value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: 3 });

/** A number by which a rule judges, with its unit and where it comes from. */
export interface Limit {
  readonly what: string;
  readonly value: number | string;
  readonly unit: string;
  readonly source: string;
}

/** What a rule says of itself; docs/rules.md is written from it. Its numbers are filled in from those it judges by. */
export interface RuleAbout {
  readonly title: string;
  readonly reads: string;
  readonly judges: string;
  readonly warns: string;
  readonly clears: string;
  /** What silence means to it as a whole, and what it can still do on plain OBD; of each input its declaration says it. */
  readonly silence: string;
  /** Keys of the warning's data and what they mean. */
  readonly data: string;
  readonly limits: readonly Limit[];
}
