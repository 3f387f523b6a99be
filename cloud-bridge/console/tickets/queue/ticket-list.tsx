import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { DeskList } from "../../data/desk-list.ts";
import { useWallClock } from "../../shell/now.ts";
import { useSay } from "../../shell/preferences.ts";
import { groupWords, queueWords, shellWords } from "../../wording/page-words.ts";
import type { Line } from "./lines.ts";
import { TicketRow } from "./ticket-row.tsx";
import { visibleRows } from "./visible-rows.ts";

/** Heights of the style sheet in CSS pixels, with their hairlines. */
const rowPx = 50;
const groupPx = 28;
const marginPx = 400;

const heightOf = (line: Line): number => (line.kind === "group" ? groupPx : rowPx);

const GroupHead = ({ line, place }: { line: Extract<Line, { kind: "group" }>; place: number }) => {
  const say = useSay();
  return (
    <tr className={`grp ${line.group}`} aria-rowindex={place}>
      <th scope="rowgroup" colSpan={6}>
        {say(groupWords[line.group])} <em className="num">{line.count}</em>
      </th>
    </tr>
  );
};

const Head = () => {
  const say = useSay();
  return (
    <thead>
      <tr className="row head" aria-rowindex={1}>
        <th scope="col">{say(queueWords.due)}</th>
        <th scope="col">{say(queueWords.priority)}</th>
        <th scope="col">{say(queueWords.what)}</th>
        <th scope="col">{say(queueWords.vehicle)}</th>
        <th scope="col">{say(queueWords.status)}</th>
        <th scope="col" className="id">
          {say(queueWords.number)}
        </th>
      </tr>
    </thead>
  );
};

/** The list itself. Only the lines near the window are drawn, each at its exact height. */
export const TicketList = ({
  lines,
  list,
  cursorId,
  onOpen,
  onCursor,
}: {
  readonly lines: readonly Line[];
  readonly list: DeskList;
  readonly cursorId: string | null;
  readonly onOpen: (id: string) => void;
  readonly onCursor: (id: string) => void;
}) => {
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 1_000 });
  // Tints and flashes end by themselves.
  const fading = list.markedUntil.size + list.flashingUntil.size > 0;
  const now = useWallClock(fading ? 250 : 60_000);
  const heights = lines.map(heightOf);
  const { first, end, above, below } = visibleRows(heights, scroll.top, scroll.height, marginPx);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = (): void => setScroll({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, []);

  // The cursor row comes into view when the keyboard moves it, and when the advisor returns from its ticket.
  // A list that changes under a still cursor must not scroll.
  useEffect(() => {
    const element = box.current;
    const at = lines.findIndex((line) => line.kind === "ticket" && line.ticket.id === cursorId);
    if (element === null || at < 0) return;
    const top = heights.slice(0, at).reduce((sum, height) => sum + height, 0);
    if (top < element.scrollTop + groupPx) element.scrollTop = Math.max(0, top - groupPx);
    else if (top + rowPx > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowPx - element.clientHeight;
  }, [cursorId]);

  return (
    <div className="list" ref={box}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows are walked through and opened by key, which is a grid */}
      <table role="grid" aria-label={say(shellWords.tickets)} aria-rowcount={lines.length + 1}>
        <Head />
        {/* What is not drawn keeps its room. */}
        <tbody style={{ paddingTop: above, paddingBottom: below }}>
          {lines
            .slice(first, end)
            .map((line, index) =>
              line.kind === "group" ? (
                <GroupHead key={line.group} line={line} place={first + index + 2} />
              ) : (
                <TicketRow
                  key={line.ticket.id}
                  ticket={line.ticket}
                  cursor={line.ticket.id === cursorId}
                  marked={(list.markedUntil.get(line.ticket.id) ?? 0) > now}
                  flashing={(list.flashingUntil.get(line.ticket.id) ?? 0) > now}
                  place={first + index + 2}
                  onOpen={onOpen}
                  onCursor={onCursor}
                />
              ),
            )}
        </tbody>
      </table>
    </div>
  );
};
