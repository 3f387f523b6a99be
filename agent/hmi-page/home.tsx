import { figure } from "../../contract/numbers.ts";
import type { Card, Tile } from "../hmi/protocol.ts";
import { Car } from "./car.tsx";
import { cardIcon, tileIcons } from "./card-icons.ts";
import { tileFigure } from "./format.ts";
import { Bar, Figure } from "./frame.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { usePage } from "./page-context.ts";
import { partStates } from "./parts.ts";
import { verdictOf } from "./verdict.ts";

/** The word below a figure: what is wrong with it, how old it is, or how it moved in this drive. Never just "normal". */
const TileWord = ({ tile }: { readonly tile: Tile }) => {
  const { state, texts, connected } = usePage();
  const { freshness, attention, at, low, high, decimals } = tile;
  if (freshness === "none") return <span className="state none">{texts.noData}</span>;
  if (freshness === "stale" || !connected)
    return <span className="state stale">{texts.ago(Math.max(0, state.at - (at ?? state.at)))}</span>;
  if (attention !== null && attention !== "info") {
    const tone = attention === "critical" ? "stop" : "attn";
    return <span className={`state ${tone}`}>{texts.attention}</span>;
  }
  const moved = low !== null && high !== null && low !== high;
  return (
    <span className="word">{moved ? texts.range(figure(low, decimals), figure(high, decimals)) : texts.live}</span>
  );
};

const TileCell = ({ tile }: { readonly tile: Tile }) => {
  const { texts, connected } = usePage();
  const old = tile.freshness === "stale" || !connected;
  const tone = tile.freshness === "none" ? "is-none" : old ? "is-old" : "";
  return (
    <div className={`cell-i ${tone}`} data-tile={tile.id}>
      <span className="k">
        <Icon name={tileIcons[tile.id]} />
        {texts.tiles[tile.id]}
      </span>
      <Figure value={tileFigure(tile)} unit={tile.freshness === "none" ? undefined : tile.unit} />
      <TileWord tile={tile} />
    </div>
  );
};

interface Entry {
  readonly key: string;
  readonly icon: IconName;
  readonly name: string;
  readonly title: string;
  readonly detail: string;
  readonly onOpen?: () => void;
}

const EntryBox = ({ entry: { icon, name, title, detail, onOpen } }: { readonly entry: Entry }) => {
  const inside = (
    <>
      <span className="k">
        <Icon name={icon} size="s" />
        {name}
      </span>
      <span className="h">{title}</span>
      <span className="d">{detail}</span>
    </>
  );
  return onOpen === undefined ? (
    <div className="nx">{inside}</div>
  ) : (
    <button type="button" className="nx" onClick={onOpen}>
      {inside}
    </button>
  );
};

/** At most two entries beside the car: what is open, what waits or was answered, and the trip. */
const useEntries = (onOpen: (card: Card) => void): readonly Entry[] => {
  const { state, texts, language, go } = usePage();
  const { open, uplink, tickets, requests, car, at, folded } = state;
  const entries: Entry[] = [];
  // A folded critical has its own bar.
  const [worst] = open.filter(({ episode }) => episode !== folded?.episode);
  if (worst !== undefined) {
    const opener = car.moving ? {} : { onOpen: () => onOpen(worst) };
    const name = open.length > 1 ? `${texts.openWarning} · ${open.length}` : texts.openWarning;
    entries.push({
      key: worst.episode,
      icon: cardIcon(worst),
      name,
      title: worst.title[language],
      detail: worst.line[language],
      ...opener,
    });
  }
  const toVisits = car.moving ? {} : { onOpen: () => go("visits") };
  const [ticket] = tickets;
  const [request] = requests;
  if (uplink.state === "offline" && uplink.waiting > 0)
    entries.push({
      key: "waiting",
      icon: "offline",
      name: texts.sending,
      title: texts.messages(uplink.waiting),
      detail: texts.sendingLater,
    });
  else if (ticket !== undefined)
    entries.push({
      key: ticket.number,
      icon: "wrench",
      name: ticket.number,
      title: ticket.title[language],
      detail: texts.ticketStates[ticket.state] ?? texts.ticketOther,
      ...toVisits,
    });
  else if (request !== undefined)
    entries.push({
      key: "request",
      icon: "pulse",
      name: texts.pages.visits,
      title: texts.requests[request.request],
      detail: request.state === "saved" ? texts.requestSaved : texts.requestDelivered,
      ...toVisits,
    });
  if (car.tripStartedAt !== null && at > car.tripStartedAt) {
    const span = texts.span(at - car.tripStartedAt);
    const km = language === "zh-CN" ? "公里" : "km";
    entries.push({
      key: "trip",
      icon: "clock",
      name: texts.trip,
      title: car.tripKm === null ? span : `${figure(car.tripKm, 1)} ${km}`,
      detail: car.tripKm === null ? "" : texts.tripFor(span),
    });
  }
  return entries.slice(0, 2);
};

/** How the car is: the drawing, what matters next, and the figures this car gives. */
export const Home = ({ onOpen }: { readonly onOpen: (card: Card) => void }) => {
  const { state, connected, texts, language } = usePage();
  const { icon, tone, title, detail } = verdictOf(state, connected, texts, language);
  const entries = useEntries(onOpen);
  return (
    <>
      <Bar mark={{ icon, tone }} title={title} detail={detail} />
      <section className="home" data-tiles={state.tiles.length}>
        <div className="stage">
          <Car parts={partStates(state, connected)} powertrain={state.car.powertrain} label={title} />
        </div>
        <aside className="next">
          {entries.map((entry) => (
            <EntryBox key={entry.key} entry={entry} />
          ))}
        </aside>
        {state.tiles.length === 0 ? null : (
          <section className="strip">
            {state.tiles.map((tile) => (
              <TileCell key={tile.id} tile={tile} />
            ))}
          </section>
        )}
      </section>
    </>
  );
};
