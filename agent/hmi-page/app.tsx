import { useEffect, useState } from "react";
import type { Card, CardButton, HmiState } from "../hmi/protocol.ts";
import { MovingPrompt } from "./band.tsx";
import { CallPanel } from "./call.tsx";
import { useAgent } from "./connection.ts";
import { Critical, FoldedCritical } from "./critical.tsx";
import { Rail } from "./frame.tsx";
import { Help } from "./help.tsx";
import { Home } from "./home.tsx";
import { useAnswered, useOptimistic } from "./optimistic.ts";
import { type CallTarget, type Page, PageContext, type Screen } from "./page-context.ts";
import { PromptSheet } from "./prompt.tsx";
import { Settings } from "./settings.tsx";
import { textsOf } from "./texts.ts";
import { useLook } from "./theme.ts";
import { Visits } from "./visits.tsx";
import { wishOf } from "./wish.ts";

type Prompt = HmiState["prompt"];

/** A prompt is another one when it gets worse or changes its form: then an old answer does not count. */
const keyOf = (prompt: Prompt): string | null =>
  prompt === null ? null : `${prompt.form} ${prompt.card.severity} ${prompt.card.episode}`;

const App = ({ agent }: { readonly agent: ReturnType<typeof useAgent> & { readonly state: HmiState } }) => {
  const { state, connected, act } = agent;
  const [wish, setWish] = useState(() => wishOf(location.search));
  const [language, chooseLanguage] = useOptimistic(wish.language ?? state.language);
  const [theme, chooseTheme] = useOptimistic(wish.theme ?? state.theme);
  const [wanted, setWanted] = useState<Screen>("car");
  const [target, setTarget] = useState<CallTarget | null>(null);
  const [reopened, setReopened] = useState<string | null>(null);
  /** The prompt the driver went past by the rail; it waits on the car's screen. */
  const [aside, setAside] = useState<string | null>(null);
  // The answer hides a prompt at once; if the agent does not agree, the prompt comes back.
  const key = keyOf(state.prompt);
  const [isAnswered, answer] = useAnswered(key);
  const prompt = isAnswered || key === aside ? null : state.prompt;
  const look = useLook(theme);
  const { moving } = state.car;
  const screen: Screen = moving && (wanted === "visits" || wanted === "settings") ? "car" : wanted;
  const again = moving ? undefined : state.open.find(({ episode }) => episode === reopened);
  const texts = textsOf[language];

  useEffect(() => {
    document.documentElement.dataset["theme"] = look;
    document.documentElement.lang = language;
  }, [look, language]);

  const go = (to: Screen): void => {
    setReopened(null);
    setTarget(null);
    setAside(to === "car" ? null : key);
    setWanted(to);
    if (to === "help") act({ action: "open-help" });
  };
  const call = (next: CallTarget): void => setTarget(next);
  const callRescue = (): void => {
    const [first] = state.help.rescue;
    if (first !== undefined) call({ name: first.label[language], number: first.number, rescue: true });
  };

  const answered = (card: Card, action: "acknowledge" | "snooze"): void => {
    act({ action, episode: card.episode });
    if (card.episode === state.prompt?.card.episode) answer();
    setReopened(null);
  };
  const press = (card: Card, button: CardButton["act"]): void => {
    switch (button) {
      case "acknowledge":
      case "snooze":
        answered(card, button);
        break;
      case "call":
        callRescue();
        break;
      case "open-help":
        answered(card, "acknowledge");
        go("help");
        break;
      default:
        act({ action: "request", request: button, episode: card.episode });
        answered(card, "acknowledge");
        go("visits");
    }
  };

  const critical = prompt?.form === "critical" ? prompt.card : again?.severity === "critical" ? again : undefined;
  const context: Page = { state, connected, language, texts, act, go, call };
  const content = () => {
    if (prompt?.form === "band")
      return <MovingPrompt card={prompt.card} onPress={(button) => press(prompt.card, button)} />;
    if (screen === "help") return <Help />;
    if (screen === "visits") return <Visits />;
    if (screen === "settings")
      return (
        <Settings
          theme={theme}
          onLanguage={(value) => {
            // What the driver chooses counts from here on, not what the address asked for.
            setWish({ ...wish, language: undefined });
            chooseLanguage(value);
            act({ action: "set-language", language: value });
          }}
          onTheme={(value) => {
            setWish({ ...wish, theme: undefined });
            chooseTheme(value);
            act({ action: "set-theme", theme: value });
          }}
        />
      );
    return <Home onOpen={({ episode }) => setReopened(episode)} />;
  };
  const sheet = prompt?.form === "card" ? prompt.card : again;

  return (
    <PageContext value={context}>
      <div className="hmi" data-motion={moving ? "moving" : "parked"} data-drive="left" data-connected={connected}>
        <Rail current={screen} />
        <main className="screen">{content()}</main>
        {sheet === undefined ? null : (
          <PromptSheet
            key={sheet.episode}
            card={sheet}
            waiting={sheet === again ? 0 : state.waiting}
            onPress={(button) => press(sheet, button)}
            onClose={sheet === again ? () => setReopened(null) : undefined}
          />
        )}
        {state.folded !== null && critical === undefined ? (
          <FoldedCritical card={state.folded} onOpen={() => setReopened(state.folded?.episode ?? null)} />
        ) : null}
        {critical === undefined ? null : <Critical card={critical} onPress={(button) => press(critical, button)} />}
        {target === null ? null : <CallPanel target={target} onClose={() => setTarget(null)} />}
      </div>
    </PageContext>
  );
};

/** The page: nothing but a calm ground until the first whole state is here. */
export const Root = () => {
  const agent = useAgent();
  const { state } = agent;
  return state === null ? (
    <div className="hmi" data-connected={agent.connected} />
  ) : (
    <App agent={{ ...agent, state }} />
  );
};
