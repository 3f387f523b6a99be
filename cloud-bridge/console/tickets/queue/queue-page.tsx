import { Button } from "antd";
import { useCallback, useEffect, useMemo } from "react";
import { type Priority, priorities } from "../../../../contract/ticket.ts";
import { useDesk, useDeskView, useTimeZone } from "../../data/use-desk.ts";
import { type QueueFilter, viewOf, views } from "../../data/views.ts";
import { useKeys } from "../../shell/keys.ts";
import { go } from "../../shell/navigation.ts";
import { useDeskNow, useWallClock } from "../../shell/now.ts";
import { usePreferences, useSay } from "../../shell/preferences.ts";
import { FailureNotice, Notice, SkeletonRows, useLongWait } from "../../shell/quiet-moments.tsx";
import { queuePath, ticketPath } from "../../shell/route.ts";
import { longInstant } from "../../wording/instants.ts";
import { stateTexts } from "../../wording/page-words.ts";
import { ConnectionBar } from "./connection-bar.tsx";
import { useKeptQueue } from "./kept-queue.ts";
import { linesOf, neighbour, ticketsOf } from "./lines.ts";
import { QueueBar } from "./queue-bar.tsx";
import { TicketList } from "./ticket-list.tsx";

const priorityNamed = (name: string | null): Priority | null => priorities.find((each) => each === name) ?? null;

/** What the address says of the list. */
export const filterOf = (query: URLSearchParams): QueueFilter => ({
  view: viewOf(query.get("view")),
  priority: priorityNamed(query.get("p")),
  words: query.get("q") ?? "",
});

/** Title of the queue: the view, and what time it is at the centre. */
export const QueueTitle = ({ query }: { readonly query: URLSearchParams }) => {
  const say = useSay();
  const { language } = usePreferences();
  const timeZone = useTimeZone();
  const now = useDeskNow(60_000);
  return (
    <>
      <h1>{say(viewOf(query.get("view")).name)}</h1>
      <span className="sub num">{longInstant(now, timeZone, language)}</span>
    </>
  );
};

const NothingHere = ({ query, filter }: { query: URLSearchParams; filter: QueueFilter }) => {
  const say = useSay();
  const { list } = useDeskView();
  const count = (narrower: QueueFilter): number => ticketsOf(linesOf(list, narrower)).length;
  const open = count({ view: viewOf(null), priority: null, words: "" });
  if (filter.words !== "")
    return (
      <Notice
        tone="plain"
        title={say(stateTexts.noMatchTitle)}
        text={say(stateTexts.noMatch(filter.words, count({ ...filter, words: "" })))}
      >
        <Button onClick={() => go(queuePath(query, { q: null }))}>{say(stateTexts.clearWords)}</Button>
        <Button type="text" onClick={() => go("/")}>
          {say(stateTexts.clearAll)}
        </Button>
      </Notice>
    );
  if (open > 0)
    return (
      <Notice tone="ok" title={say(stateTexts.viewEmptyTitle)} text={say(stateTexts.viewEmptyText(open))}>
        <Button onClick={() => go("/")}>{say(stateTexts.seeAll)}</Button>
      </Notice>
    );
  return <Notice tone="ok" title={say(stateTexts.emptyTitle)} text={say(stateTexts.emptyText)} />;
};

/** The queue: an advisor reads one line and knows what to do next, and by when. */
export const QueuePage = ({ query }: { readonly query: URLSearchParams }) => {
  const say = useSay();
  const desk = useDesk();
  const { phase, failure, list } = useDeskView();
  const { cursorId, setCursor, keepQueue } = useKeptQueue();
  const waitingLong = useLongWait(phase === "loading");
  const second = useWallClock(1_000);
  const filter = useMemo(() => filterOf(query), [query]);
  const lines = useMemo(() => linesOf(list, filter), [list, filter]);
  const tickets = useMemo(() => ticketsOf(lines), [lines]);
  const inView = useMemo(() => ticketsOf(linesOf(list, { ...filter, priority: null })), [list, filter]);

  useEffect(() => desk.settle(second), [desk, second]);
  useEffect(() => keepQueue(queuePath(query, {}), filter), [keepQueue, query, filter]);

  const open = useCallback(
    (id: string) => {
      setCursor(id);
      go(ticketPath(id));
    },
    [setCursor],
  );
  const step = (by: 1 | -1): void => {
    const next = neighbour(tickets, cursorId, by);
    if (next !== undefined) setCursor(next.id);
  };
  const turnView = (by: 1 | -1): void => {
    const next = views[(views.indexOf(filter.view) + by + views.length) % views.length];
    if (next !== undefined) go(queuePath(query, { view: next.id === "open" ? null : next.id }));
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    arrowdown: () => step(1),
    arrowup: () => step(-1),
    enter: () => cursorId !== null && tickets.some(({ id }) => id === cursorId) && open(cursorId),
    escape: () => setCursor(null),
    n: desk.showHeld,
    "[": () => turnView(-1),
    "]": () => turnView(1),
  });

  if (phase === "failed" && failure !== null)
    return (
      <main className="main">
        <FailureNotice failure={failure} title={say(stateTexts.failedTitle)} onRetry={() => void desk.reload()} />
      </main>
    );
  return (
    <main className="main">
      <ConnectionBar />
      <QueueBar
        tickets={inView}
        view={filter.view}
        priority={filter.priority}
        held={list.held.length}
        onPriority={(priority) => go(queuePath(query, { p: priority }))}
        onShowHeld={desk.showHeld}
      />
      {phase === "loading" && waitingLong && <SkeletonRows count={9} />}
      {phase === "ready" && lines.length === 0 && <NothingHere query={query} filter={filter} />}
      {phase === "ready" && lines.length > 0 && (
        <TicketList lines={lines} list={list} cursorId={cursorId} onOpen={open} onCursor={setCursor} />
      )}
    </main>
  );
};
