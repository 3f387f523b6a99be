import type { Severity } from "../../../contract/warning.ts";
import type { RuleId } from "../../../contract/warnings/catalogue.ts";

/** A number by which a rule judges, with its unit and where it comes from. */
export interface Limit {
  readonly what: string;
  readonly value: number | string;
  readonly unit: string;
  readonly source: string;
}

/** What a rule says of itself; docs/rules.md is written from it. */
export interface RuleAbout {
  readonly id: RuleId;
  readonly title: string;
  readonly levels: readonly Severity[];
  readonly reads: string;
  readonly judges: string;
  readonly warns: string;
  readonly clears: string;
  /** What missing or stale inputs mean to it, and what it can still do on plain OBD. */
  readonly silence: string;
  /** Keys of the warning's data and what they mean. */
  readonly data: string;
  readonly limits: readonly Limit[];
}
