import { z } from "zod";
import { envelopeOf } from "../envelope.ts";
import { formOf } from "../form.ts";
import type { UpWord } from "../topics.ts";
import { evidenceForm } from "./evidence.ts";
import { gapForm } from "./gap.ts";
import { requestForm } from "./request.ts";
import { statusForm } from "./status.ts";
import { telemetryForm } from "./telemetry.ts";
import { warningRead, warningWritten } from "./warning.ts";

/** A message up as it is written. */
export const upMessageWritten = formOf((hand) => {
  const envelope = envelopeOf(hand);
  return z.discriminatedUnion("type", [
    hand.object({ ...envelope, type: z.literal("warning"), data: warningWritten }),
    hand.object({ ...envelope, type: z.literal("evidence"), data: evidenceForm.write }),
    hand.object({ ...envelope, type: z.literal("status"), data: statusForm.write }),
    hand.object({ ...envelope, type: z.literal("telemetry"), data: telemetryForm.write }),
    hand.object({ ...envelope, type: z.literal("request"), data: requestForm.write }),
    hand.object({ ...envelope, type: z.literal("gap"), data: gapForm.write }),
  ]);
}).write;

/** What is taken for a message up: unknown fields are left out. */
export const upMessageRead = formOf((hand) => {
  const envelope = envelopeOf(hand);
  return z.discriminatedUnion("type", [
    hand.object({ ...envelope, type: z.literal("warning"), data: warningRead }),
    hand.object({ ...envelope, type: z.literal("evidence"), data: evidenceForm.read }),
    hand.object({ ...envelope, type: z.literal("status"), data: statusForm.read }),
    hand.object({ ...envelope, type: z.literal("telemetry"), data: telemetryForm.read }),
    hand.object({ ...envelope, type: z.literal("request"), data: requestForm.read }),
    hand.object({ ...envelope, type: z.literal("gap"), data: gapForm.read }),
  ]);
}).read;

export type UpMessage = Readonly<z.infer<typeof upMessageRead>>;
export type UpMessageType = UpMessage["type"];

/** On which up topic each type travels. Gap records travel with the events they speak for. */
export const wordOfType = {
  warning: "event",
  gap: "event",
  evidence: "evidence",
  status: "status",
  telemetry: "telemetry",
  request: "request",
} as const satisfies Record<UpMessageType, UpWord>;

/** Whether this side knows messages of a type. */
export const isUpMessageType = (type: string): type is UpMessageType => Object.hasOwn(wordOfType, type);
