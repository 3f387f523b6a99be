/** One number of a bench beside its budget. */
export interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The budget in words, e.g. "at least 300,000". */
  readonly budget: string;
  readonly ok: boolean;
}
