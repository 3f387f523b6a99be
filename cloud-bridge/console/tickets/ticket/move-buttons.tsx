import { DownOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import type { TicketDetail, TicketMove } from "../../../../contract/ticket.ts";
import { Kbd } from "../../shell/marks.tsx";
import { useSay } from "../../shell/preferences.ts";
import { moveWords } from "../../wording/desk-words.ts";
import { ticketWords } from "../../wording/ticket-words.ts";
import { layOutMoves } from "./move-order.ts";

/** The legal moves as the desk's policy gives them: the most likely one, two more, and the rest under More. */
export const MoveButtons = ({
  ticket,
  busy,
  offline,
  onMove,
}: {
  readonly ticket: TicketDetail;
  readonly busy: boolean;
  readonly offline: boolean;
  readonly onMove: (move: TicketMove) => void;
}) => {
  const say = useSay();
  const { primary, buttons, more } = layOutMoves(ticket.moves);
  const name = (move: TicketMove): string =>
    `${say(moveWords(ticket.state, move.to))}${move.needs.length > 0 ? " …" : ""}`;
  if (ticket.moves.length === 0) return <span className="sub">{say(ticketWords.noMoves)}</span>;
  return (
    <fieldset className="moves" aria-label={say(ticketWords.moves)}>
      {offline && <span className="sub">{say(ticketWords.movesWait)}</span>}
      {primary !== undefined && (
        <Button type="primary" loading={busy} disabled={offline} onClick={() => onMove(primary)} data-move={primary.to}>
          {name(primary)}
        </Button>
      )}
      {buttons.map((move) => (
        <Button key={move.to} disabled={busy || offline} onClick={() => onMove(move)} data-move={move.to}>
          {name(move)} {move.to === "awaiting_customer" && <Kbd>W</Kbd>}
        </Button>
      ))}
      {more.length > 0 && (
        <Dropdown
          trigger={["click"]}
          disabled={busy || offline}
          menu={{
            items: more.map((move) => ({ key: move.to, label: name(move), danger: move.to === "cancelled" })),
            onClick: ({ key }) => {
              const move = more.find((each) => each.to === key);
              if (move !== undefined) onMove(move);
            },
          }}
        >
          <Button icon={<DownOutlined />} iconPlacement="end">
            {say(ticketWords.more)}
          </Button>
        </Dropdown>
      )}
    </fieldset>
  );
};
