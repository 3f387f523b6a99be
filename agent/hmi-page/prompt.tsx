import { type CSSProperties, useEffect, useRef } from "react";
import { systems } from "../../contract/systems.ts";
import type { Card, CardButton } from "../hmi/protocol.ts";
import { Car } from "./car.tsx";
import { cardIcon } from "./card-icons.ts";
import { fact } from "./format.ts";
import { Figure } from "./frame.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { usePage } from "./page-context.ts";
import { promptParts } from "./parts.ts";
import { Plan } from "./plan.tsx";
import { Thermometer } from "./thermometer.tsx";

const actIcons: Readonly<Partial<Record<CardButton["act"], IconName>>> = {
  "open-help": "pin",
  call: "phone",
  "battery-health-check": "pulse",
  "book-service": "visits",
};
const weights: Readonly<Record<CardButton["weight"], string>> = { main: "main", second: "", quiet: "ghost" };

/** One button of a prompt. The first takes the focus, so that a rotary knob starts at the way on. */
export const PromptButtonView = ({
  button,
  onPress,
  first,
}: {
  readonly button: CardButton;
  readonly onPress: (act: CardButton["act"]) => void;
  readonly first: boolean;
}) => {
  const { language } = usePage();
  const icon = actIcons[button.act];
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (first) ref.current?.focus({ preventScroll: true });
  }, [first]);
  return (
    <button
      ref={ref}
      type="button"
      className={`btn ${weights[button.weight]}`}
      data-act={button.act}
      onClick={() => onPress(button.act)}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {button.label[language]}
    </button>
  );
};

const Facts = ({ card }: { readonly card: Card }) => {
  const { language, texts } = usePage();
  if (card.facts.length === 0) return null;
  return (
    <div className="facts">
      {card.facts.map(({ label, value, unit, about }) => (
        <div key={label.en}>
          <Figure value={fact(value)} unit={unit[language]} about={about ? texts.about : undefined} />
          <div className="l">{label[language]}</div>
        </div>
      ))}
    </div>
  );
};

interface SheetProps {
  readonly card: Card;
  /** Prompts behind this one. */
  readonly waiting: number;
  readonly onPress: (act: CardButton["act"]) => void;
  /** Opened again by the driver: it can simply be closed. */
  readonly onClose?: (() => void) | undefined;
}

const tones: Readonly<Record<Card["severity"], string>> = {
  info: "info",
  advisory: "attn",
  warning: "attn",
  critical: "stop",
};

/** A prompt at standstill: the picture of the cause, the sentence, what was measured, the ways on. */
export const PromptSheet = ({ card, waiting, onPress, onClose }: SheetProps) => {
  const { state, texts, language } = usePage();
  const isAnswer = ({ act }: CardButton): boolean => act === "acknowledge" || act === "snooze";
  const buttons = onClose === undefined ? card.buttons : card.buttons.filter((button) => !isAnswer(button));
  const system = card.system === null ? null : systems[card.system];
  // A warning about the place shows the surroundings where others show the car.
  const isPlace = system?.picture === "surroundings" && state.help.points.length > 0;
  const style: CSSProperties & { "--count": number } = { "--count": buttons.length };
  return (
    <>
      <div className="veil" />
      <section
        className={`sheet p-grid ${card.part === "none" && !isPlace ? "bare" : ""}`}
        role="dialog"
        aria-labelledby="prompt-title"
        data-rule={card.rule}
      >
        {isPlace ? (
          <div className="p-viz p-plan">
            <Plan points={state.help.points} heading={null} />
          </div>
        ) : null}
        {card.part === "none" ? null : (
          <div className="p-viz">
            <Car parts={promptParts(card)} powertrain={state.car.powertrain} label={card.title[language]} vertical />
            {card.gauge === null ? (
              <span className={`sign ${tones[card.severity]}`}>
                <Icon name={cardIcon(card)} size="xl" />
              </span>
            ) : (
              <Thermometer gauge={card.gauge} tone={tones[card.severity]} />
            )}
          </div>
        )}
        <div className="p-say">
          <div className="p-top">
            <span className={`tag ${tones[card.severity]}`}>
              <Icon name={cardIcon(card)} />
              {system === null ? texts.urgency[card.severity] : system.name[language]}
            </span>
            {waiting > 0 ? <span className="more">{texts.more(waiting)}</span> : null}
          </div>
          <div className="p-txt">
            <h2 id="prompt-title">{card.title[language]}</h2>
            <p>{card.body[language]}</p>
          </div>
          <Facts card={card} />
        </div>
        <div className="p-act" style={style}>
          {buttons.map((button, at) => (
            <PromptButtonView key={button.act} button={button} onPress={onPress} first={at === 0} />
          ))}
          {onClose === undefined ? null : (
            <button type="button" className="btn ghost" onClick={onClose}>
              {texts.close}
            </button>
          )}
        </div>
      </section>
    </>
  );
};
