import { ArrowLeftOutlined, LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import type { TicketDetail } from "../../../../contract/ticket.ts";
import { useDeskView } from "../../data/use-desk.ts";
import { PriorityMark, StateDot } from "../../shell/marks.tsx";
import { go } from "../../shell/navigation.ts";
import { useSay } from "../../shell/preferences.ts";
import { ticketPath } from "../../shell/route.ts";
import { stateWords } from "../../wording/desk-words.ts";
import { queueWords } from "../../wording/page-words.ts";
import { ticketWords } from "../../wording/ticket-words.ts";
import { useKeptQueue } from "../queue/kept-queue.ts";
import { linesOf, neighbour, ticketsOf } from "../queue/lines.ts";
import { Vin } from "../queue/ticket-row.tsx";
import { StepStrip } from "./step-strip.tsx";

/** The tickets before and after this one, in the list the advisor came from. */
export const useNeighbours = (id: string) => {
  const { list } = useDeskView();
  const { filter } = useKeptQueue();
  const tickets = ticketsOf(linesOf(list, filter));
  const place = tickets.findIndex((ticket) => ticket.id === id);
  const beside = (step: 1 | -1): string | undefined => {
    const other = place < 0 ? undefined : neighbour(tickets, id, step)?.id;
    return other === id ? undefined : other;
  };
  return { place, count: tickets.length, before: beside(-1), after: beside(1) };
};

/** Where the ticket stands in its list, and the way back. */
export const TicketCrumb = ({ id }: { readonly id: string }) => {
  const say = useSay();
  const { path, filter } = useKeptQueue();
  const { place, count, before, after } = useNeighbours(id);
  return (
    <div className="crumb">
      <Button type="text" size="small" icon={<ArrowLeftOutlined />} onClick={() => go(path)}>
        {say(filter.view.name)}
      </Button>
      {place >= 0 && (
        <>
          <span className="sub num">{say(ticketWords.of(place + 1, count))}</span>
          <Button
            type="text"
            size="small"
            icon={<LeftOutlined />}
            aria-label={say(ticketWords.previous)}
            disabled={before === undefined}
            onClick={() => before !== undefined && go(ticketPath(before))}
          />
          <Button
            type="text"
            size="small"
            icon={<RightOutlined />}
            aria-label={say(ticketWords.next)}
            disabled={after === undefined}
            onClick={() => after !== undefined && go(ticketPath(after))}
          />
        </>
      )}
    </div>
  );
};

/** What the ticket is, whose car, where in the flow, and what can be done now. */
export const TicketHead = ({ ticket, moves }: { readonly ticket: TicketDetail; readonly moves: ReactNode }) => {
  const say = useSay();
  return (
    <header className="tk-head">
      <div className="tk-h1">
        <PriorityMark priority={ticket.priority} safety={ticket.safety} />
        <h1>{say(ticket.title)}</h1>
        <span className="id num">{ticket.number}</span>
        <span className="chip state" role="status" data-state={ticket.state}>
          <StateDot state={ticket.state} />
          {say(stateWords[ticket.state])}
        </span>
        <span className="grow" />
        {moves}
      </div>
      <div className="tk-h2">
        {ticket.vinMasked !== null && <Vin masked={ticket.vinMasked} />}
        <b>{ticket.vehicleId}</b>
        {ticket.vinMasked === null && <span className="sub">{say(queueWords.vinUnknown)}</span>}
        <span className="sep" />
        <span className={ticket.active ? "amt" : "okt"}>
          {say(ticket.active ? ticketWords.stillActive : ticketWords.notActive)}
        </span>
        {ticket.occurrences > 1 && (
          <>
            <span className="sep" />
            <span className="num">{say(queueWords.times(ticket.occurrences))}</span>
          </>
        )}
      </div>
      <StepStrip ticket={ticket} />
    </header>
  );
};
