import { type Language, languages } from "../../contract/language.ts";
import { type Theme, themes } from "../hmi/protocol.ts";
import { Bar } from "./frame.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { usePage } from "./page-context.ts";

const languageNames: Readonly<Record<Language, string>> = { "zh-CN": "中文", en: "English" };

interface ChoiceProps<Value extends string> {
  readonly icon: IconName;
  readonly name: string;
  readonly values: readonly Value[];
  readonly current: Value;
  readonly label: (value: Value) => string;
  readonly onChoose: (value: Value) => void;
}

const Choice = <Value extends string>({ icon, name, values, current, label, onChoose }: ChoiceProps<Value>) => (
  <div className="card set" role="radiogroup" aria-label={name}>
    <span className="lead">
      <Icon name={icon} />
    </span>
    <div className="nm">{name}</div>
    <div className="seg">
      {values.map((value) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio cannot be drawn at 76 px with its label inside it.
        <button
          key={value}
          type="button"
          role="radio"
          aria-checked={value === current}
          className={value === current ? "on" : undefined}
          onClick={() => onChoose(value)}
        >
          {label(value)}
        </button>
      ))}
    </div>
  </div>
);

interface SettingsProps {
  readonly theme: Theme;
  readonly onLanguage: (language: Language) => void;
  readonly onTheme: (theme: Theme) => void;
}

/** What the driver may choose so far: language and look. */
export const Settings = ({ theme, onLanguage, onTheme }: SettingsProps) => {
  const { texts, language } = usePage();
  return (
    <>
      <Bar title={texts.pages.settings} />
      <section className="cols sets">
        <Choice
          icon="globe"
          name={texts.language}
          values={languages}
          current={language}
          label={(value) => languageNames[value]}
          onChoose={onLanguage}
        />
        <Choice
          icon="sun"
          name={texts.look}
          values={themes}
          current={theme}
          label={(value) => texts.looks[value]}
          onChoose={onTheme}
        />
      </section>
    </>
  );
};
