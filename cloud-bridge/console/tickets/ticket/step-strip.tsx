import type { TicketDetail } from "../../../../contract/ticket.ts";
import { useSay } from "../../shell/preferences.ts";
import { flow, stateWords } from "../../wording/desk-words.ts";
import { ticketWords } from "../../wording/ticket-words.ts";
import { stepIndex } from "./steps.ts";

/** The 13 steps of the flow: what is done, where the ticket stands, what is still to come. */
export const StepStrip = ({ ticket }: { readonly ticket: TicketDetail }) => {
  const say = useSay();
  const at = stepIndex(ticket.state, ticket.history);
  const ended = ticket.state === "cancelled" || ticket.state === "merged";
  return (
    <ol className={ended ? "flow ended" : "flow"} aria-label={say(ticketWords.steps)}>
      {flow.map(([step, name], index) => (
        <li
          key={step}
          className={index < at ? "done" : index === at ? "on" : ""}
          aria-current={index === at ? "step" : undefined}
        >
          <i />
          {/* A side state stands on the step it waits in, under its own name. */}
          <span>{say(index === at && step !== ticket.state ? stateWords[ticket.state] : name)}</span>
        </li>
      ))}
    </ol>
  );
};
