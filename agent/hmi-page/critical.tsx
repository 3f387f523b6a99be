import type { Card, CardButton } from "../hmi/protocol.ts";
import { Icon } from "./icons.tsx";
import { usePage } from "./page-context.ts";
import { PlaceToTell } from "./place-to-tell.tsx";

const octagon = "M108 14h104l94 94v104l-94 94H108L14 212V108Z";

const Sign = ({ card }: { readonly card: Card }) => {
  if (card.part === "cooling")
    return (
      <g strokeWidth="10">
        <path d="M138 178V92a22 22 0 0 1 44 0v86a40 40 0 1 1-44 0Z" />
        <path d="M160 136v64" />
        <circle cx="160" cy="210" r="14" fill="#fff" stroke="none" />
        <path d="M206 98h34M206 134h34M88 264c12-10 24-10 36 0s24 10 36 0 24-10 36 0 24 10 36 0" />
      </g>
    );
  if (card.part === "b12")
    return (
      <g strokeWidth="10">
        <rect x="74" y="112" width="172" height="112" rx="14" />
        <path d="M100 112V92h34v20M186 112V92h34v20M104 166h32M184 166h32M200 150v32" />
      </g>
    );
  if (card.part.startsWith("brakes"))
    return (
      <g strokeWidth="10">
        <circle cx="160" cy="160" r="54" />
        <path d="M98 96a90 90 0 0 0 0 128M222 96a90 90 0 0 1 0 128M160 132v34" />
        <circle cx="160" cy="188" r="5" fill="#fff" />
      </g>
    );
  return (
    <g strokeWidth="16">
      <path d="M160 84v96" />
      <circle cx="160" cy="224" r="8" fill="#fff" />
    </g>
  );
};

interface CriticalProps {
  readonly card: Card;
  readonly onPress: (act: CardButton["act"]) => void;
}

/** A critical covers everything. While the car moves it is the sentence and the call; standing it adds why, and where one is. */
export const Critical = ({ card, onPress }: CriticalProps) => {
  const { state, language } = usePage();
  const { moving } = state.car;
  const { rescue } = state.help;
  const [first] = rescue;
  return (
    <div
      className="critical"
      role="alertdialog"
      aria-live="assertive"
      aria-labelledby="stop-title"
      data-rule={card.rule}
    >
      <svg className="pic" viewBox="0 0 320 320" aria-hidden="true">
        <path d={octagon} strokeWidth="12" />
        <Sign card={card} />
      </svg>
      <div className="say">
        <h1 id="stop-title" className={moving ? "big" : undefined}>
          {card.title[language]}
        </h1>
        {moving ? null : (
          <>
            <p>{card.body[language]}</p>
            <PlaceToTell />
          </>
        )}
      </div>
      <div className="act">
        {card.buttons.map(({ act, label, weight }) => (
          <button
            key={act}
            type="button"
            className={`btn ${weight === "main" ? "" : "alt"}`}
            data-act={act}
            onClick={() => onPress(act)}
          >
            <Icon name={act === "call" ? "phone" : "check"} />
            {act === "call" && first !== undefined ? (
              <span className="t">
                <small>{first.label[language]}</small>
                <span className="fig">{first.number}</span>
              </span>
            ) : (
              label[language]
            )}
          </button>
        ))}
      </div>
    </div>
  );
};

/** An acknowledged critical that still holds: it can be opened again. */
export const FoldedCritical = ({ card, onOpen }: { readonly card: Card; readonly onOpen: () => void }) => {
  const { language } = usePage();
  return (
    <button type="button" className="folded" onClick={onOpen}>
      <Icon name="warn" />
      <span>{card.title[language]}</span>
      <Icon name="chevron" />
    </button>
  );
};
