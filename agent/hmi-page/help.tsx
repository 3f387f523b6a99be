import { openStateAt } from "../dealers/hours.ts";
import type { HelpPoint } from "../hmi/protocol.ts";
import { clockOf, degrees, distance, weekMinute } from "./format.ts";
import { Bar, Figure } from "./frame.tsx";
import { Icon } from "./icons.tsx";
import { usePage } from "./page-context.ts";
import { Plan } from "./plan.tsx";

const Hours = ({ hours }: { readonly hours: string }) => {
  const { state, texts } = usePage();
  const { weekday, minute } = weekMinute(state.at);
  const open = openStateAt(hours, weekday, minute);
  if (open.at === "unknown") return null;
  if (open.at === "open")
    return (
      <span className="state ok">{open.until === null ? texts.openAlways : texts.openUntil(clockOf(open.until))}</span>
    );
  return (
    <span className="state closed">{open.opensAt === null ? texts.closed : texts.opensAt(clockOf(open.opensAt))}</span>
  );
};

/** Arrow and word say the same sixteenth of the compass: neither promises more than the other. */
const Direction = ({ bearing }: { readonly bearing: number }) => {
  const { texts } = usePage();
  const sixteenth = Math.round(bearing / 22.5) % 16;
  return (
    <span className="dir">
      <svg className="i" viewBox="0 0 32 32" aria-hidden="true">
        <path d="M16 27V6M8 13.5 16 5.5l8 8" transform={`rotate(${sixteenth * 22.5} 16 16)`} />
      </svg>
      {texts.compass[sixteenth]}
    </span>
  );
};

const PointRow = ({ point, at }: { readonly point: HelpPoint; readonly at: number }) => {
  const { language, texts, call } = usePage();
  const name = point.name[language];
  return (
    <div className="card pt-row" data-point={point.id}>
      <span className="no">{at + 1}</span>
      <div className="who">
        <div className="nm">{name}</div>
        <div className="mt">
          <Hours hours={point.hours} />
          {point.services.includes("ev") ? (
            <span className="ev">
              <Icon name="bolt" size="s" />
              EV
            </span>
          ) : null}
        </div>
      </div>
      <div className="ds">
        <Figure value={distance(point.distanceKm)} unit={language === "zh-CN" ? "公里" : "km"} />
        <Direction bearing={point.bearingDegrees} />
      </div>
      <button
        type="button"
        className="btn sq"
        aria-label={`${texts.call} ${name}`}
        onClick={() => call({ name, number: point.phone, rescue: false })}
      >
        <Icon name="phone" />
      </button>
    </div>
  );
};

const Rescue = () => {
  const { state, language, call } = usePage();
  return (
    <div className="rescue" data-count={Math.min(2, state.help.rescue.length)}>
      {state.help.rescue.slice(0, 2).map(({ label, number }, at) => (
        <button
          key={number}
          type="button"
          className={`btn ${at === 0 ? "main" : ""}`}
          onClick={() => call({ name: label[language], number, rescue: true })}
        >
          <Icon name="phone" />
          <span className="t">
            <small>{label[language]}</small>
            <span className="fig">{number}</span>
          </span>
        </button>
      ))}
    </div>
  );
};

const Own = () => {
  const { state, texts } = usePage();
  const { place } = state.help;
  if (place === null) return null;
  const age = place.at === null ? null : Math.max(0, state.at - place.at);
  const told = age === null ? texts.configuredPlace : age < 60_000 ? texts.placeLive : texts.placeFrom(texts.ago(age));
  return (
    <div className="own">
      <Icon name="pin" size="l" />
      <div>
        <b>
          {degrees(place.latitude, "N", "S")} {degrees(place.longitude, "E", "W")}
        </b>
        <div className="muted">{told}</div>
      </div>
    </div>
  );
};

const NoList = () => {
  const { state, texts } = usePage();
  const hasDirectory = state.help.directorySize > 0;
  return (
    <div className="card no-list">
      <Icon name="none" size="xl" />
      <h2>{hasDirectory ? texts.noPlace : texts.noDirectory}</h2>
      <p>{hasDirectory ? texts.noPlaceWhy : texts.noDirectoryWhy}</p>
    </div>
  );
};

/** Who helps, near here and with no network: the nearest service points and the rescue numbers. */
export const Help = () => {
  const { state, texts } = usePage();
  const { points, directorySize, headingDegrees } = state.help;
  const found = points.length > 0;
  return (
    <>
      <Bar
        mark={{ icon: "help", tone: "info" }}
        title={found ? texts.helpNearest(points.length) : texts.helpTitle}
        detail={directorySize > 0 ? texts.helpDirectory(directorySize) : texts.noDirectory}
      />
      {found ? (
        <section className="cols help">
          <div className="card plan">
            <Plan points={points} heading={state.car.moving ? headingDegrees : null} />
            <Own />
          </div>
          <div className="points">
            {points.map((point, at) => (
              <PointRow key={point.id} point={point} at={at} />
            ))}
            <Rescue />
          </div>
        </section>
      ) : (
        <section className="cols alone">
          <NoList />
          <Rescue />
        </section>
      )}
    </>
  );
};
