import type { Severity, WarningData, WarningEvent } from "../../contract/warning.ts";
import type { RuleId } from "../../contract/warnings/catalogue.ts";

/** One warning from raised to cleared. Severity never falls within an episode: a card does not grow harmless by itself. */
export interface Episode {
  /** `vehicle/rule/raisedAt[/subject]`. */
  readonly id: string;
  readonly rule: RuleId;
  readonly subject: string;
  readonly raisedAt: number;
  severity: Severity;
  revision: number;
  /** What was last told, and when. */
  data: WarningData;
  toldAt: number;
  /** When the driver last touched it; null until then. */
  acknowledgedAt: number | null;
  snoozedAt: number | null;
}

/** The next event of the episode, whole and in this order of keys: it is compared byte by byte. */
export const eventOf = (episode: Episode, kind: WarningEvent["kind"], at: number): WarningEvent => ({
  id: `${episode.id}/${episode.revision}`,
  episode: episode.id,
  rule: episode.rule,
  subject: episode.subject,
  kind,
  severity: episode.severity,
  at,
  raisedAt: episode.raisedAt,
  revision: episode.revision,
  data: episode.data,
});

/** A new episode; its first event is `raised`. */
export const open = (
  vehicleId: string,
  rule: RuleId,
  subject: string,
  severity: Severity,
  data: WarningData,
  at: number,
): Episode => ({
  id: `${vehicleId}/${rule}/${at}${subject === "" ? "" : `/${subject}`}`,
  rule,
  subject,
  raisedAt: at,
  severity,
  revision: 0,
  data,
  toldAt: at,
  acknowledgedAt: null,
  snoozedAt: null,
});

/** Changes the episode for its next event. */
export const advance = (episode: Episode, severity: Severity, data: WarningData, at: number): void => {
  episode.severity = severity;
  episode.revision += 1;
  episode.data = data;
  episode.toldAt = at;
};
