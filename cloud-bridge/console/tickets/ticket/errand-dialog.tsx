import { Alert, Button, Input, Modal } from "antd";
import type { ReactNode } from "react";
import type { TicketDetail, TicketMove } from "../../../../contract/ticket.ts";
import { useSay } from "../../shell/preferences.ts";
import { moveWords } from "../../wording/desk-words.ts";
import { shellWords } from "../../wording/page-words.ts";
import { ticketWords } from "../../wording/ticket-words.ts";
import { ChangedPanel, ChangedTitle } from "./changed-panel.tsx";
import { RefusedPanel, RefusedTitle } from "./refused-panel.tsx";
import type { Work } from "./use-errand.ts";

const NoteForm = ({ work, needed, offline, id }: { work: Work; needed: boolean; offline: boolean; id: string }) => {
  const say = useSay();
  const hint = offline ? ticketWords.noteOffline : needed ? ticketWords.noteNeeded : ticketWords.noteFree;
  return (
    <div className="note-f">
      <p id={`${id}-hint`} className="sub">
        {say(hint)}
      </p>
      <Input.TextArea
        autoFocus
        rows={4}
        maxLength={4_000}
        value={work.draft}
        placeholder={say(ticketWords.notePlaceholder)}
        aria-label={say(ticketWords.note)}
        aria-describedby={`${id}-hint`}
        onChange={(event) => work.setDraft(event.target.value)}
      />
    </div>
  );
};

const titleOf = (ticket: TicketDetail, move: TicketMove | null) =>
  move === null ? ticketWords.addNote : moveWords(ticket.state, move.to);

/** Asks for the words of a move or a note, and says what to do when the bridge did not accept it. */
export const ErrandDialog = ({
  ticket,
  work,
  offline,
}: {
  readonly ticket: TicketDetail;
  readonly work: Work;
  readonly offline: boolean;
}) => {
  const say = useSay();
  const { errand } = work;
  // A move without words shows its progress on its own button.
  const writing = errand.at === "writing" || (errand.at === "sending" && (errand.move?.needs.length ?? 1) > 0);
  const move = errand.at === "rest" ? null : errand.move;
  const needed = move?.needs.includes("note") ?? false;
  const empty = work.draft.trim() === "";
  const save = (
    <Button type="primary" loading={errand.at === "sending"} disabled={empty} onClick={() => work.send(move, ticket)}>
      {say(move === null ? ticketWords.save : moveWords(ticket.state, move.to))}
    </Button>
  );
  const leave = <Button onClick={work.leave}>{say(ticketWords.cancel)}</Button>;

  let title: ReactNode = say(titleOf(ticket, move));
  let body: ReactNode = <NoteForm work={work} needed={needed} offline={offline} id="note" />;
  let footer: ReactNode = (
    <span className="row-f">
      {leave}
      {save}
    </span>
  );
  if (errand.at === "changed") {
    title = <ChangedTitle saved={errand.saved} />;
    body = <ChangedPanel errand={errand} work={work} />;
    footer = null;
  }
  if (errand.at === "refused") {
    title = <RefusedTitle ticket={ticket} move={move} />;
    body = <RefusedPanel errand={errand} ticket={ticket} work={work} />;
    footer = null;
  }
  if (errand.at === "failed") {
    body = (
      <>
        <Alert
          type="error"
          showIcon
          title={say(ticketWords.failedMove)}
          description={
            <>
              {say(ticketWords.failedMoveText)} <code>{`${errand.failure.code} ${errand.failure.message}`}</code>
            </>
          }
        />
        {(needed || move === null) && <NoteForm work={work} needed={needed} offline={offline} id="again" />}
      </>
    );
    footer = (
      <span className="row-f">
        {leave}
        <Button type="primary" disabled={needed && empty} onClick={() => work.send(move, ticket)}>
          {say(move === null ? ticketWords.save : moveWords(ticket.state, move.to))}
        </Button>
      </span>
    );
  }
  return (
    <Modal
      open={writing || errand.at === "changed" || errand.at === "refused" || errand.at === "failed"}
      onCancel={work.leave}
      title={title}
      footer={footer}
      width={480}
      closable={{ "aria-label": say(shellWords.close) }}
    >
      {body}
    </Modal>
  );
};
