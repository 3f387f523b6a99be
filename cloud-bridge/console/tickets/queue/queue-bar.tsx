import { ArrowUpOutlined } from "@ant-design/icons";
import { Segmented } from "antd";
import type { ReactNode } from "react";
import { type Priority, priorities, type TicketSummary } from "../../../../contract/ticket.ts";
import type { View } from "../../data/views.ts";
import { Kbd } from "../../shell/marks.tsx";
import { useSay } from "../../shell/preferences.ts";
import { queueWords } from "../../wording/page-words.ts";

const Choice = ({ name, count }: { name: string; count: number }) => (
  <>
    {name} <span className="num">{count}</span>
  </>
);

/** The filter line: one priority or all, the pill with what is new, and what the order is. */
export const QueueBar = ({
  tickets,
  view,
  priority,
  held,
  onPriority,
  onShowHeld,
}: {
  /** Tickets of the view, before the priority filter. */
  readonly tickets: readonly TicketSummary[];
  readonly view: View;
  readonly priority: Priority | null;
  readonly held: number;
  readonly onPriority: (priority: Priority | null) => void;
  readonly onShowHeld: () => void;
}) => {
  const say = useSay();
  const options: { value: Priority | "all"; label: ReactNode }[] = [
    { value: "all", label: <Choice name={say(queueWords.all)} count={tickets.length} /> },
    ...priorities.map((each) => ({
      value: each,
      label: <Choice name={each} count={tickets.filter((ticket) => ticket.priority === each).length} />,
    })),
  ];
  return (
    <div className="bar">
      <Segmented<Priority | "all">
        size="small"
        aria-label={say(queueWords.byPriority)}
        value={priority ?? "all"}
        options={options}
        onChange={(value) => onPriority(value === "all" ? null : value)}
      />
      {view.id !== "open" && <span className="fchip">{say(view.name)}</span>}
      <span role="status">
        {held > 0 && (
          <button type="button" className="freshbtn" aria-keyshortcuts="N" onClick={onShowHeld}>
            <ArrowUpOutlined /> {say(queueWords.fresh(held))} <Kbd>N</Kbd>
          </button>
        )}
      </span>
      <span className="grow" />
      <span className="sub">{say(queueWords.sorted)}</span>
    </div>
  );
};
