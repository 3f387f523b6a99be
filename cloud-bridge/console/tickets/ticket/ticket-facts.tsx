import type { TicketDetail } from "../../../../contract/ticket.ts";
import { categoryName } from "../../../../contract/warnings/for-desk.ts";
import { TicketClock } from "../../clocks/clock.tsx";
import { useTimeZone } from "../../data/use-desk.ts";
import { useWallClock } from "../../shell/now.ts";
import { usePreferences, useSay } from "../../shell/preferences.ts";
import { Section } from "../../shell/section.tsx";
import { shortInstant } from "../../wording/instants.ts";
import { queueWords } from "../../wording/page-words.ts";
import { severityWords, ticketWords } from "../../wording/ticket-words.ts";

/** The clock that runs, by its name, with the instant it is due. */
export const ClockSection = ({ ticket }: { readonly ticket: TicketDetail }) => {
  const say = useSay();
  const { language } = usePreferences();
  const timeZone = useTimeZone();
  const now = useWallClock(60_000);
  const due = ticket.clock === null ? undefined : shortInstant(ticket.clock.dueAt, now, timeZone, language);
  return (
    <Section
      title={say(ticketWords.clock)}
      side={due !== undefined && <span className="sub num">{say(ticketWords.due(due))}</span>}
    >
      <div className="ck-big">
        <TicketClock ticket={ticket} />
      </div>
    </Section>
  );
};

/** What the car says of the condition: whether it still reports it, since when, how often. */
export const CarSection = ({ ticket }: { readonly ticket: TicketDetail }) => {
  const say = useSay();
  const { language } = usePreferences();
  const timeZone = useTimeZone();
  const now = useWallClock(60_000);
  const at = (instant: number): string => shortInstant(instant, now, timeZone, language);
  const facts: readonly (readonly [string, string, string])[] = [
    [
      say(ticketWords.condition),
      say(ticket.active ? ticketWords.stillActive : ticketWords.notActive),
      ticket.active ? "amt" : "okt",
    ],
    [say(ticketWords.severity), say(severityWords[ticket.severity]), ""],
    [say(ticketWords.occurrences), say(queueWords.times(ticket.occurrences)), ""],
    [say(ticketWords.firstRaised), at(ticket.raisedAt), ""],
    [say(ticketWords.opened), at(ticket.openedAt), ""],
    ...(ticket.recurrenceOf == null ? [] : [[say(ticketWords.recurrenceOf), ticket.recurrenceOf, "amt"] as const]),
    [say(ticketWords.category), say(categoryName(ticket.category)), ""],
  ];
  return (
    <Section title={say(ticketWords.car)}>
      <dl className="facts">
        {facts.map(([name, value, tone]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={`num ${tone}`}>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
};
