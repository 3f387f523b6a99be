import { ArrowRightOutlined, StopOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { TicketDetail, TicketMove } from "../../../../contract/ticket.ts";
import { useSay } from "../../shell/preferences.ts";
import { moveWords, stateWords } from "../../wording/desk-words.ts";
import { ticketWords } from "../../wording/ticket-words.ts";
import type { Errand } from "./errand.ts";
import type { Work } from "./use-errand.ts";

/** Names the move that is not possible now. */
export const RefusedTitle = ({ ticket, move }: { readonly ticket: TicketDetail; readonly move: TicketMove | null }) => {
  const say = useSay();
  const name = say(move === null ? ticketWords.addNote : moveWords(ticket.state, move.to));
  return (
    <>
      <StopOutlined className="badt" /> {say(ticketWords.refusedTitle(name))}
    </>
  );
};

/** A move that the desk's policy refused: its reasons stand open, and what is possible instead is one click away. */
export const RefusedPanel = ({
  errand,
  ticket,
  work,
}: {
  readonly errand: Extract<Errand, { at: "refused" }>;
  readonly ticket: TicketDetail;
  readonly work: Work;
}) => {
  const say = useSay();
  const { failure } = errand;
  return (
    <div className="cf">
      <p>{failure.message}</p>
      <dl className="need">
        <dt>{say(ticketWords.state)}</dt>
        <dd>{say(stateWords[ticket.state])}</dd>
      </dl>
      {ticket.moves.length > 0 && (
        <>
          <p className="sub">{say(ticketWords.legalNow)}</p>
          <div className="row-f">
            {ticket.moves.slice(0, 3).map((legal) => (
              <Button key={legal.to} icon={<ArrowRightOutlined />} onClick={() => work.begin(legal)}>
                {say(moveWords(ticket.state, legal.to))}
              </Button>
            ))}
          </div>
        </>
      )}
      <code className="sub">{failure.code}</code>
    </div>
  );
};
