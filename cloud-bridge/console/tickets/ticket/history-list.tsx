import { Button } from "antd";
import type { TicketDetail } from "../../../../contract/ticket.ts";
import type { PendingNote } from "../../data/pending-notes.ts";
import { useTimeZone } from "../../data/use-desk.ts";
import { Kbd } from "../../shell/marks.tsx";
import { useWallClock } from "../../shell/now.ts";
import { usePreferences, useSay } from "../../shell/preferences.ts";
import { Section } from "../../shell/section.tsx";
import { actorWords } from "../../wording/desk-words.ts";
import { shortInstant } from "../../wording/instants.ts";
import { ticketWords } from "../../wording/ticket-words.ts";
import { historyTone, historyWords } from "./history-words.ts";

/** Everything that happened to a ticket, newest first, with who and when; notes that still wait stand on top. */
export const HistoryList = ({
  history,
  pending,
  onNote,
}: {
  readonly history: TicketDetail["history"];
  readonly pending: readonly PendingNote[];
  readonly onNote: () => void;
}) => {
  const say = useSay();
  const { language } = usePreferences();
  const timeZone = useTimeZone();
  const now = useWallClock(60_000);
  // Entries of one instant keep the order in which they were written.
  const newestFirst = history
    .map((entry, index) => ({ entry, index }))
    .toSorted((a, b) => b.entry.at - a.entry.at || b.index - a.index);
  return (
    <Section
      title={say(ticketWords.history)}
      side={
        <Button size="small" onClick={onNote} aria-keyshortcuts="M">
          {say(ticketWords.addNote)} <Kbd>M</Kbd>
        </Button>
      }
    >
      <ul className="hist">
        {pending.map((note) => (
          <li key={note.writtenAt}>
            <time className="num">{shortInstant(note.writtenAt, now, timeZone, language)}</time>
            <i className="w" />
            <span>
              <b>{say(ticketWords.notSent)}</b> <q>{note.text}</q>
            </span>
          </li>
        ))}
        {newestFirst.map(({ entry, index }) => (
          <li key={index}>
            <time className="num">{shortInstant(entry.at, now, timeZone, language)}</time>
            <i className={historyTone(entry)} />
            <span>
              <b>{say(actorWords(entry.actor))}</b> {say(historyWords(entry))}
              {entry.note !== null && entry.kind !== "occurrence" && <q>{entry.note}</q>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
};
