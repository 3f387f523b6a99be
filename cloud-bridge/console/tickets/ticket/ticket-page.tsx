import { Button } from "antd";
import { useEffect } from "react";
import type { TicketDetail } from "../../../../contract/ticket.ts";
import { useDeskView } from "../../data/use-desk.ts";
import { EvidencePanel } from "../../problems/evidence-panel.tsx";
import { useKeys } from "../../shell/keys.ts";
import { go } from "../../shell/navigation.ts";
import { useSay } from "../../shell/preferences.ts";
import { FailureNotice, Notice, SkeletonRows, useLongWait } from "../../shell/quiet-moments.tsx";
import { ticketPath } from "../../shell/route.ts";
import { stateTexts } from "../../wording/page-words.ts";
import { ConnectionBar } from "../queue/connection-bar.tsx";
import { useKeptQueue } from "../queue/kept-queue.ts";
import { emphasised } from "./emphasis.ts";
import { ErrandDialog } from "./errand-dialog.tsx";
import { HistoryList } from "./history-list.tsx";
import { MoveButtons } from "./move-buttons.tsx";
import { PlanSection } from "./plan-section.tsx";
import { CarSection, ClockSection } from "./ticket-facts.tsx";
import { TicketHead, useNeighbours } from "./ticket-head.tsx";
import "./ticket.css";
import { pendingOn, useErrand, type Work } from "./use-errand.ts";
import { useTicket } from "./use-ticket.ts";

const Lead = ({ sentence }: { sentence: string }) => (
  <p className="lead">
    {emphasised(sentence).map(({ text, strong }, index) =>
      strong ? <b key={index}>{text}</b> : <span key={index}>{text}</span>,
    )}
  </p>
);

const Sheet = ({ ticket, work, offline }: { ticket: TicketDetail; work: Work; offline: boolean }) => {
  const say = useSay();
  const { errand } = work;
  const busy = errand.at === "sending" && errand.move !== null;
  return (
    <>
      <TicketHead
        ticket={ticket}
        moves={<MoveButtons ticket={ticket} busy={busy} offline={offline} onMove={work.begin} />}
      />
      <div className="tk">
        <div className="tk-main">
          <Lead sentence={say(ticket.why)} />
          <p className="expl">{say(ticket.explanation)}</p>
          <EvidencePanel ticket={ticket} />
          <PlanSection ticket={ticket} />
        </div>
        <aside className="tk-side">
          <ClockSection ticket={ticket} />
          <CarSection ticket={ticket} />
          <HistoryList history={ticket.history} pending={pendingOn(ticket.id)} onNote={() => work.begin(null)} />
        </aside>
      </div>
      <ErrandDialog ticket={ticket} work={work} offline={offline} />
    </>
  );
};

/** One ticket: one sentence, the proof, the plan, and what can be done now. */
export const TicketPage = ({ id }: { readonly id: string }) => {
  const say = useSay();
  const { connection } = useDeskView();
  const { path, setCursor } = useKeptQueue();
  const { ticket, failure, reload } = useTicket(id);
  const offline = connection.state === "offline";
  const work = useErrand(ticket, id, offline, reload);
  const { before, after } = useNeighbours(id);
  const waitingLong = useLongWait(ticket === null && failure === null);

  useEffect(() => setCursor(id), [setCursor, id]);
  useKeys({
    j: () => after !== undefined && go(ticketPath(after)),
    k: () => before !== undefined && go(ticketPath(before)),
    escape: () => go(path),
    m: () => ticket !== null && work.begin(null),
    w: () => {
      const wait = ticket?.moves.find(({ to }) => to === "awaiting_customer");
      if (wait !== undefined && !offline) work.begin(wait);
    },
  });

  return (
    <main className="main">
      <ConnectionBar />
      {ticket !== null && <Sheet ticket={ticket} work={work} offline={offline} />}
      {ticket === null && failure === null && waitingLong && <SkeletonRows count={6} />}
      {ticket === null && failure?.status === 404 && (
        <Notice tone="plain" title={say(stateTexts.notFoundTitle)} text={say(stateTexts.notFoundText)}>
          <Button onClick={() => go(path)}>{say(stateTexts.toQueue)}</Button>
        </Notice>
      )}
      {ticket === null && failure !== null && failure.status !== 404 && (
        <FailureNotice failure={failure} title={say(stateTexts.ticketFailedTitle)} onRetry={() => void reload()} />
      )}
    </main>
  );
};
