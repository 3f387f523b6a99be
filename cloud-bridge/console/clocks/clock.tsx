import type { TicketSummary } from "../../../contract/ticket.ts";
import { useDeskView } from "../data/use-desk.ts";
import { useDeskNow } from "../shell/now.ts";
import { usePreferences, useSay } from "../shell/preferences.ts";
import { clockNames, pauseWords } from "../wording/desk-words.ts";
import { queueWords } from "../wording/page-words.ts";
import { clockWords, secondsBelowMs } from "../wording/spans.ts";
import { clockTone, type Running, usedShare } from "./clock-tone.ts";

const RunningClock = ({ clock, openedAt, name }: { clock: Running; openedAt: number; name: string }) => {
  const { language } = usePreferences();
  const { connection } = useDeskView();
  const minute = useDeskNow(60_000);
  const near = Math.abs(clock.dueAt - minute) <= secondsBelowMs + 60_000;
  const now = useDeskNow(near ? 1_000 : 60_000);
  const leftMs = clock.dueAt - now;
  const used = usedShare(clock, openedAt, now);
  const tone = connection.state === "offline" ? "stale" : clockTone(leftMs, used);
  return (
    <div className={`clock ${tone}`}>
      <div className="clock-n num">{clockWords(leftMs, language)}</div>
      <div className="clock-l">{name}</div>
      {used !== null && (
        <div className="clock-b">
          <i style={{ width: `${used * 100}%` }} />
        </div>
      )}
    </div>
  );
};

/** The clock of a ticket with its name; one that does not run says why. */
export const TicketClock = ({ ticket }: { readonly ticket: TicketSummary }) => {
  const say = useSay();
  if (ticket.clock !== null)
    return <RunningClock clock={ticket.clock} openedAt={ticket.openedAt} name={say(clockNames[ticket.clock.name])} />;
  const paused = ticket.state.startsWith("awaiting");
  return (
    <div className="clock paused">
      <div className="clock-n">
        {paused && <i className="pz" />}
        {say(paused ? queueWords.paused : queueWords.noClock)}
      </div>
      <div className="clock-l">{say(pauseWords(ticket.state))}</div>
    </div>
  );
};
