import { z } from "zod";
import { sliceOf, type TicketSummary, ticketSummarySchema } from "../../contract/ticket.ts";
import type { WarningEvent } from "../../contract/warning.ts";
import { warningRead } from "../../contract/wire/up/warning.ts";
import type { LogLine } from "../process/child.ts";

const promptStepSchema = z.object({
  step: z.literal("prompt-shown"),
  prompt: z.record(z.string(), z.unknown()),
  sampledAt: z.number().optional(),
  shownAt: z.number(),
});
const ticketStepSchema = z.object({
  step: z.literal("ticket-opened"),
  ticket: z.string(),
  rule: z.string(),
  sampledAt: z.number().optional(),
  committedAt: z.number(),
});

/** What one run of the main job brought, in the form `--once --json` prints. */
export interface Harvest {
  readonly warnings: readonly WarningEvent[];
  readonly prompts: readonly Readonly<Record<string, unknown>>[];
  readonly tickets: readonly TicketSummary[];
  readonly latencyMs: { readonly sampleToPrompt: number | null; readonly sampleToTicket: number | null };
}

/** Gathers from the log lines what the run is judged by. */
export const createHarvest = () => {
  const warnings: WarningEvent[] = [];
  const prompts: z.infer<typeof promptStepSchema>[] = [];
  const tickets: z.infer<typeof ticketStepSchema>[] = [];
  /** Wall time from the deciding sample to the moment, ms; the ticket's rule names the warning that is measured. */
  const between = (sampledAt: number | undefined, at: number | undefined): number | null =>
    sampledAt === undefined || at === undefined ? null : Math.round((at - sampledAt) * 10) / 10;

  return {
    take(line: LogLine): void {
      const warning = warningRead.safeParse(line["warning"]);
      if (line["step"] === "warning-raised" && warning.success) warnings.push(warning.data);
      const prompt = promptStepSchema.safeParse(line);
      if (prompt.success) prompts.push(prompt.data);
      const ticket = ticketStepSchema.safeParse(line);
      if (ticket.success) tickets.push(ticket.data);
    },
    /** Whether a ticket was opened and the head unit has shown the warning behind it. */
    whole: (): boolean => {
      const ticket = tickets[0];
      return ticket !== undefined && prompts.some(({ prompt: { rule } }) => rule === ticket.rule);
    },
    result(read: readonly TicketSummary[]): Harvest {
      const ticket = tickets[0];
      const prompt = prompts.find(({ prompt: { rule } }) => rule === ticket?.rule);
      return {
        warnings,
        prompts: prompts.map(({ prompt: shown }) => shown),
        tickets: read,
        latencyMs: {
          sampleToPrompt: between(prompt?.sampledAt, prompt?.shownAt),
          sampleToTicket: between(ticket?.sampledAt, ticket?.committedAt),
        },
      };
    },
  };
};

/** The tickets as the HTTP API tells them. */
export const readTickets = async (consoleUrl: string): Promise<readonly TicketSummary[]> => {
  const answer = await fetch(`${consoleUrl}/api/v1/tickets`);
  if (!answer.ok) throw new Error(`the API answered ${answer.status}`);
  return sliceOf(ticketSummarySchema).parse(await answer.json()).items;
};
