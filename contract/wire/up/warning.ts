import { z } from "zod";
import { severities, type WarningEvent, warningKinds } from "../../warning.ts";
import { instant } from "../envelope.ts";
import { formOf } from "../form.ts";

const form = formOf((hand) =>
  hand.object({
    id: z.string().min(1).max(300),
    episode: z.string().min(1).max(300),
    rule: z.string().regex(/^[a-z0-9-]{3,64}$/),
    /** Which of several things the rule speaks of: a trouble code, an axle, a signal; "" where there is only one. */
    subject: z.string().max(200).optional(),
    // A step or a weight that this side does not know is news of an episode, and neither harmless nor the worst.
    kind: hand.word(warningKinds, "updated"),
    severity: hand.word(severities, "warning"),
    at: instant,
    raisedAt: instant,
    /** 0 for raised, counting up. */
    revision: z.int().nonnegative(),
    data: hand.values(),
  }),
);

/** Writers of before this field had the subject only behind `vehicle/rule/raisedAt` of the episode. */
const subjectIn = (episode: string): string => episode.split("/").slice(3).join("/");

/** What a warning event holds when it is written. */
export const warningWritten = form.write.required({ subject: true });

/** What is taken for a warning event. Its subject is there whoever wrote it: this is the one place that reads it out of an id. */
export const warningRead = form.read.transform(
  (raw): WarningEvent => ({
    id: raw.id,
    episode: raw.episode,
    rule: raw.rule,
    subject: raw.subject ?? subjectIn(raw.episode),
    kind: raw.kind,
    severity: raw.severity,
    at: raw.at,
    raisedAt: raw.raisedAt,
    revision: raw.revision,
    data: raw.data,
  }),
);
