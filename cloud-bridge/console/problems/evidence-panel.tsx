import { Segmented } from "antd";
import { Suspense, useMemo, useState } from "react";
import type { TicketDetail } from "../../../contract/ticket.ts";
import { useKeys } from "../shell/keys.ts";
import { lazyPart } from "../shell/lazy-page.tsx";
import { useSay } from "../shell/preferences.ts";
import { ticketWords } from "../wording/ticket-words.ts";
import { bestWindow, plotsOf } from "./evidence-plot.ts";
import { RaiseTable } from "./raise-table.tsx";
import { ValueTable } from "./value-table.tsx";

// The plotting library is loaded when somebody looks at a recording, not with the queue.
const Chart = lazyPart(() => import("./chart.tsx").then((module) => module.Chart));

const mainHeight = 190;
const sideHeight = 84;
// One for what the rule is about, and two rows of circumstances beside each other; the table has them all.
const mostPlots = 5;

/** The proof: what the car measured around the warning, with the limit and the instant at which it was raised. */
export const EvidencePanel = ({ ticket }: { readonly ticket: TicketDetail }) => {
  const say = useSay();
  const [shown, setShown] = useState<"chart" | "table">("chart");
  const window = useMemo(() => bestWindow(ticket.evidence), [ticket.evidence]);
  const plots = useMemo(
    () => (window === undefined ? [] : plotsOf(ticket.rule, ticket.data, window)),
    [ticket.rule, ticket.data, window],
  );
  useKeys({ r: () => setShown((now) => (now === "chart" ? "table" : "chart")) });
  return (
    <section className="evid" aria-label={say(ticketWords.evidence)}>
      <div className="ev-c">
        {window === undefined || plots.length === 0 ? (
          <div className="ev-0 hatch">
            <p>{say(ticketWords.noEvidence)}</p>
          </div>
        ) : (
          <>
            <div className="ev-t">
              <h2>{say(ticketWords.evidence)}</h2>
              {!window.complete && <span className="sub">{say(ticketWords.incomplete)}</span>}
              <span className="grow" />
              <Segmented
                size="small"
                aria-label={say(ticketWords.evidence)}
                value={shown}
                onChange={setShown}
                options={[
                  { value: "chart", label: say(ticketWords.chart) },
                  { value: "table", label: `${say(ticketWords.table)} (R)` },
                ]}
              />
            </div>
            {shown === "table" ? (
              <ValueTable plots={plots} />
            ) : (
              <div className="plots">
                {plots.slice(0, mostPlots).map((plot, index) => {
                  const height = index === 0 ? mainHeight : sideHeight;
                  return (
                    <Suspense key={plot.paths.join()} fallback={<div style={{ height }} />}>
                      <Chart plot={plot} height={height} raisedAt={ticket.raisedAt} first={index === 0} />
                    </Suspense>
                  );
                })}
              </div>
            )}
          </>
        )}
      </div>
      <RaiseTable ticket={ticket} window={window} />
    </section>
  );
};
