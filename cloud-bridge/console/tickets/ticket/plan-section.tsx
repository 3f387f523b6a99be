import type { TicketDetail } from "../../../../contract/ticket.ts";
import { useSay } from "../../shell/preferences.ts";
import { Section } from "../../shell/section.tsx";
import { ticketWords } from "../../wording/ticket-words.ts";

/** What the workshop does, in order, and what it should have ready. */
export const PlanSection = ({ ticket }: { readonly ticket: TicketDetail }) => {
  const say = useSay();
  return (
    <div className="tk-2">
      <Section title={say(ticketWords.plan)}>
        {ticket.plan.length === 0 ? (
          <p className="sub">{say(ticketWords.noPlan)}</p>
        ) : (
          <ol className="plan">
            {ticket.plan.map((step) => (
              <li key={step.en}>{say(step)}</li>
            ))}
          </ol>
        )}
      </Section>
      <Section title={say(ticketWords.parts)}>
        {ticket.parts.length === 0 ? (
          <p className="sub">{say(ticketWords.noParts)}</p>
        ) : (
          <ul className="parts">
            {ticket.parts.map((part) => (
              <li key={part.en}>{say(part)}</li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
};
