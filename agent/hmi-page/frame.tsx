import type { ReactNode } from "react";
import { figure } from "../../contract/numbers.ts";
import { timeOf } from "./format.ts";
import { Icon, type IconName } from "./icons.tsx";
import { type Screen, usePage } from "./page-context.ts";

/** The rail on the driver's side: where one can go. While the car moves, only the car and help stay. */
export const Rail = ({ current }: { readonly current: Screen }) => {
  const { state, texts, go } = usePage();
  const hasVisits = state.tickets.length + state.requests.length > 0;
  const entries: readonly Screen[] = hasVisits ? ["car", "help", "visits", "settings"] : ["car", "help", "settings"];
  return (
    <nav className="rail" aria-label="Fettle">
      {entries.map((name) => (
        <button
          key={name}
          type="button"
          aria-current={name === current ? "page" : undefined}
          hidden={state.car.moving && (name === "visits" || name === "settings")}
          onClick={() => go(name)}
        >
          <Icon name={name} />
          <span>{texts.pages[name]}</span>
        </button>
      ))}
    </nav>
  );
};

const Link = () => {
  const { state, connected, texts } = usePage();
  const { uplink, at } = state;
  if (!connected)
    return (
      <span className="it off">
        <Icon name="offline" />
        {texts.noDisplay}
      </span>
    );
  if (uplink.state === "online")
    return (
      <span className="it">
        <Icon name="link" />
        {texts.online}
      </span>
    );
  const since = uplink.since === null ? 0 : at - uplink.since;
  const offline = since >= 60_000 ? texts.offlineFor(texts.span(since)) : texts.offline;
  return (
    <span className="it off">
      <Icon name="offline" />
      {uplink.state === "off" ? texts.unlinked : offline}
    </span>
  );
};

const Surroundings = () => {
  const { state, connected } = usePage();
  const { outside } = state.car;
  return (
    <div className="env">
      <Link />
      {outside !== null && outside.freshness === "live" && connected ? (
        <span className="it temp">{figure(outside.celsius, 0)} °C</span>
      ) : null}
      {state.at === 0 ? null : <span className="time">{timeOf(state.at)}</span>}
    </div>
  );
};

interface BarProps {
  readonly mark?: { readonly icon: IconName; readonly tone: string } | undefined;
  readonly title: string;
  readonly detail?: string | undefined;
}

/** The bar that never moves: what is the matter on the left, the world on the right. */
export const Bar = ({ mark, title, detail }: BarProps) => (
  <header className="bar">
    {mark === undefined ? null : (
      <span className={`mark ${mark.tone}`}>
        <Icon name={mark.icon} />
      </span>
    )}
    <div className="grow">
      <h1>{title}</h1>
      {detail === undefined ? null : <div className="sub">{detail}</div>}
    </div>
    <Surroundings />
  </header>
);

/** A number with its unit, and "about" before an estimate. */
export const Figure = ({
  value,
  unit,
  about,
}: {
  readonly value: string;
  readonly unit?: string | undefined;
  readonly about?: string | undefined;
}): ReactNode => (
  <span className="fig">
    {about === undefined ? null : <span className="ca">{about}</span>}
    {value}
    {unit === undefined ? null : <span className="u">{unit}</span>}
  </span>
);
