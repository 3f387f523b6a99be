import { memo } from "react";
import type { TicketSummary } from "../../../../contract/ticket.ts";
import { TicketClock } from "../../clocks/clock.tsx";
import { PriorityMark, StateDot } from "../../shell/marks.tsx";
import { goOnClick } from "../../shell/navigation.ts";
import { useSay } from "../../shell/preferences.ts";
import { ticketPath } from "../../shell/route.ts";
import { nextStepWords, stateWords } from "../../wording/desk-words.ts";
import { queueWords } from "../../wording/page-words.ts";

/** The end of a VIN, which is what people compare; what is masked is left out. */
export const Vin = ({ masked }: { readonly masked: string }) => (
  <span className="plate num">VIN …{masked.replace(/^[^A-Za-z0-9]+/, "")}</span>
);

/** A car as the desk may name it: the last of its VIN, or its id until it said one. */
export const VehicleName = ({
  vinMasked,
  vehicleId,
}: {
  readonly vinMasked: string | null;
  readonly vehicleId: string;
}) => {
  const say = useSay();
  return (
    <>
      <div>{vinMasked === null ? <b className="veh">{vehicleId}</b> : <Vin masked={vinMasked} />}</div>
      <div className="sub">{vinMasked === null ? say(queueWords.vinUnknown) : vehicleId}</div>
    </>
  );
};

interface TicketRowProps {
  readonly ticket: TicketSummary;
  readonly cursor: boolean;
  readonly marked: boolean;
  readonly flashing: boolean;
  /** Place in the whole list, from 1, for those who hear it instead of seeing it. */
  readonly place: number;
  readonly onOpen: (id: string) => void;
  readonly onCursor: (id: string) => void;
}

/** One ticket of the queue: clock, priority, problem, car, state. Two lines, one height. */
export const TicketRow = memo(({ ticket, cursor, marked, flashing, place, onOpen, onCursor }: TicketRowProps) => {
  const say = useSay();
  const path = ticketPath(ticket.id);
  const tone = [cursor && "cur", marked && "fresh", flashing && "flash"].filter(Boolean).join(" ");
  return (
    // The link in the row is the way for the keyboard; the row is a larger target for the same thing.
    <tr
      className={`row ${tone}`}
      data-ticket={ticket.id}
      aria-rowindex={place}
      aria-selected={cursor}
      onClick={() => onOpen(ticket.id)}
    >
      <td>
        <TicketClock ticket={ticket} />
      </td>
      <td>
        <PriorityMark priority={ticket.priority} safety={ticket.safety} />
      </td>
      <td className="tt">
        <div className="tt-1">
          <a href={path} onClick={goOnClick(path)} onFocus={() => onCursor(ticket.id)}>
            {say(ticket.title)}
          </a>
          {ticket.occurrences > 1 && <span className="chip num">{say(queueWords.times(ticket.occurrences))}</span>}
          {ticket.recurrenceOf != null && <span className="chip warn">{say(queueWords.again)}</span>}
          {!ticket.active && <span className="chip ok">{say(queueWords.cleared)}</span>}
        </div>
        <div className="tt-2">{say(ticket.why)}</div>
      </td>
      <td className="vh">
        <VehicleName vinMasked={ticket.vinMasked} vehicleId={ticket.vehicleId} />
      </td>
      <td className="stt">
        <div>
          <StateDot state={ticket.state} />
          {say(stateWords[ticket.state])}
        </div>
        <div className="sub">{say(nextStepWords[ticket.state])}</div>
      </td>
      <td className="id num">{ticket.number}</td>
    </tr>
  );
});
