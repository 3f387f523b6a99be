import { Button } from "antd";
import type { TicketDetail } from "../../../../contract/ticket.ts";
import { useTimeZone } from "../../data/use-desk.ts";
import { useWallClock } from "../../shell/now.ts";
import { usePreferences, useSay } from "../../shell/preferences.ts";
import { moveWords, stateWords } from "../../wording/desk-words.ts";
import { shortInstant } from "../../wording/instants.ts";
import { ticketWords } from "../../wording/ticket-words.ts";
import type { Errand } from "./errand.ts";
import type { Work } from "./use-errand.ts";

/** Names the ticket that somebody else changed, and when. */
export const ChangedTitle = ({ saved }: { readonly saved: TicketDetail }) => {
  const say = useSay();
  const { language } = usePreferences();
  const timeZone = useTimeZone();
  const now = useWallClock(60_000);
  return say(ticketWords.changedTitle(saved.number, shortInstant(saved.updatedAt, now, timeZone, language)));
};

/** Two advisors, one ticket: what is saved and what was meant, side by side. The note is kept in any case. */
export const ChangedPanel = ({
  errand,
  work,
}: {
  readonly errand: Extract<Errand, { at: "changed" }>;
  readonly work: Work;
}) => {
  const say = useSay();
  const { saved, seen, move } = errand;
  const note = work.draft.trim();
  const stillLegal = saved.moves.find(({ to }) => to === move.to);
  const lastNote = saved.history.findLast((entry) => entry.note !== null && entry.kind !== "occurrence")?.note;
  const keep = (): void => {
    if (note === "") work.leave();
    else work.send(null, saved);
  };
  return (
    <div className="cf">
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{say(ticketWords.savedNow)}</th>
            <th scope="col">{say(ticketWords.yours)}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{say(ticketWords.state)}</th>
            <td className="dk">{say(stateWords[saved.state])}</td>
            <td>{`${say(stateWords[seen.state])} → ${say(stateWords[move.to])}`}</td>
          </tr>
          <tr>
            <th scope="row">{say(ticketWords.note)}</th>
            <td>{lastNote ?? "—"}</td>
            <td className="dk">{note === "" ? "—" : note}</td>
          </tr>
        </tbody>
      </table>
      <div className="row-f">
        <Button type="primary" onClick={keep}>
          {say(note === "" ? ticketWords.keepTheirs : ticketWords.keepTheirsWithNote)}
        </Button>
        {stillLegal !== undefined && (
          <Button onClick={() => work.send(stillLegal, saved)}>
            {say(ticketWords.moveAnyway(say(moveWords(saved.state, move.to))))}
          </Button>
        )}
      </div>
      {note !== "" && <p className="sub">{say(ticketWords.noteKept)}</p>}
    </div>
  );
};
