import { CarOutlined, InboxOutlined, QuestionCircleOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import type { TicketSummary } from "../../../contract/ticket.ts";
import { unnamedCentre } from "../data/centre.ts";
import { isOpen } from "../data/groups.ts";
import { useDeskView } from "../data/use-desk.ts";
import { type View, views } from "../data/views.ts";
import { shellWords } from "../wording/page-words.ts";
import { Kbd, Logo } from "./marks.tsx";
import { goOnClick } from "./navigation.ts";
import { useSay } from "./preferences.ts";
import { queuePath } from "./route.ts";

interface PlaceProps {
  readonly path: string;
  readonly name: string;
  readonly icon: ReactNode;
  readonly on: boolean;
  readonly rail: boolean;
  readonly count?: number | undefined;
}

const Place = ({ path, name, icon, on, rail, count }: PlaceProps) => (
  <li className={on ? "on" : ""}>
    <a
      href={path}
      onClick={goOnClick(path)}
      aria-current={on ? "page" : undefined}
      aria-label={rail ? name : undefined}
      title={rail ? name : undefined}
    >
      {icon}
      <span className="place-n">{name}</span>
      {count !== undefined && <em className="num">{count}</em>}
    </a>
  </li>
);

/** `tickets` is null while nobody knows them: unknown is not zero. */
const ViewLink = ({ view, on, tickets }: { view: View; on: boolean; tickets: readonly TicketSummary[] | null }) => {
  const say = useSay();
  const count = tickets?.filter(view.holds).length ?? null;
  const path = queuePath(new URLSearchParams(), { view: view.id === "open" ? null : view.id });
  return (
    <li className={on ? "on" : ""}>
      <a href={path} onClick={goOnClick(path)} aria-current={on ? "true" : undefined}>
        <span>{say(view.name)}</span>
        {count !== null && <em className={view.hot && count > 0 ? "num hot" : "num"}>{count}</em>}
      </a>
    </li>
  );
};

/** Places of the console, and the fixed views of the queue with their counts. */
export const Sidebar = ({
  at,
  rail,
  viewId,
  onShortcuts,
}: {
  readonly at: "queue" | "vehicles" | "";
  readonly rail: boolean;
  readonly viewId: string;
  readonly onShortcuts: () => void;
}) => {
  const say = useSay();
  const { list, centre, phase } = useDeskView();
  const shown =
    phase === "ready"
      ? [...list.tickets.values()].filter((ticket) => isOpen(ticket) && !list.held.includes(ticket.id))
      : null;
  return (
    <nav className="side" aria-label={say(shellWords.main)}>
      <div className="brand">
        <span className="logo">
          <Logo />
        </span>
        <b className="place-n" aria-hidden="true">
          Fettle
        </b>
      </div>
      {centre.name !== unnamedCentre.name && <p className="centre place-n">{centre.name}</p>}
      <ul className="nav">
        <Place
          path="/"
          name={say(shellWords.tickets)}
          icon={<InboxOutlined />}
          on={at === "queue"}
          rail={rail}
          count={shown?.length}
        />
        <Place
          path="/vehicles"
          name={say(shellWords.vehicles)}
          icon={<CarOutlined />}
          on={at === "vehicles"}
          rail={rail}
        />
      </ul>
      <div className="side-v">
        <h2 className="side-t">{say(shellWords.views)}</h2>
        <ul className="nav views">
          {views.map((view) => (
            <ViewLink key={view.id} view={view} on={at === "queue" && view.id === viewId} tickets={shown} />
          ))}
        </ul>
      </div>
      <button type="button" className="side-f" onClick={onShortcuts} aria-label={say(shellWords.shortcuts)}>
        <QuestionCircleOutlined /> <span className="place-n">{say(shellWords.shortcuts)}</span> <Kbd>?</Kbd>
      </button>
    </nav>
  );
};
