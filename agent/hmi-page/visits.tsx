import type { ReactNode } from "react";
import { timeOf } from "./format.ts";
import { Bar } from "./frame.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { usePage } from "./page-context.ts";

const Row = ({
  icon,
  name,
  detail,
  end,
}: {
  readonly icon: IconName;
  readonly name: string;
  readonly detail: string;
  readonly end: ReactNode;
}) => (
  <div className="row">
    <span className="lead">
      <Icon name={icon} />
    </span>
    <div className="who">
      <div className="nm">{name}</div>
      <div className="ds">{detail}</div>
    </div>
    {end}
  </div>
);

/** Room for this many rows without scrolling. */
const room = 5;

/** What came of warnings and wishes at the dealer's. */
export const Visits = () => {
  const { state, texts, language } = usePage();
  const rows = [
    ...state.tickets.map((ticket) => (
      <Row
        key={ticket.number}
        icon="wrench"
        name={ticket.title[language]}
        detail={texts.ticketStates[ticket.state] ?? texts.ticketOther}
        end={<span className="never">{ticket.number}</span>}
      />
    )),
    ...state.requests.map(({ request, episode, at, state: delivery }) => (
      <Row
        key={`${request} ${episode}`}
        icon={request === "battery-health-check" ? "pulse" : request === "rescue" ? "help" : "visits"}
        name={texts.requests[request]}
        detail={delivery === "saved" ? texts.requestSaved : texts.requestDelivered}
        end={<span className="never">{timeOf(at)}</span>}
      />
    )),
  ];
  return (
    <>
      <Bar title={texts.visitsTitle} detail={rows.length === 0 ? texts.visitsNothing : undefined} />
      <section className="cols">
        <div className="card rows">{rows.slice(0, room)}</div>
      </section>
    </>
  );
};
