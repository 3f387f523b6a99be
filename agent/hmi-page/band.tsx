import type { Card, CardButton } from "../hmi/protocol.ts";
import { Car } from "./car.tsx";
import { cardIcon } from "./card-icons.ts";
import { Bar } from "./frame.tsx";
import { Icon } from "./icons.tsx";
import { usePage } from "./page-context.ts";
import { promptParts } from "./parts.ts";
import { PromptButtonView } from "./prompt.tsx";

/** A prompt on the road: one sentence with its number, at most two buttons, and where it is on the car. */
export const MovingPrompt = ({
  card,
  onPress,
}: {
  readonly card: Card;
  readonly onPress: (act: CardButton["act"]) => void;
}) => {
  const { state, language } = usePage();
  return (
    <>
      <Bar title="" />
      <section className="m-home">
        <div className="stage">
          <Car parts={promptParts(card)} powertrain={state.car.powertrain} label={card.title[language]} />
        </div>
        <div className="band" role="alert" data-rule={card.rule}>
          <span className="ic">
            <Icon name={cardIcon(card)} />
          </span>
          <div className="line">{card.line[language]}</div>
          <div className="btns">
            {card.buttons.map((button, at) => (
              <PromptButtonView key={button.act} button={button} onPress={onPress} first={at === 0} />
            ))}
          </div>
        </div>
      </section>
    </>
  );
};
