import { MoonOutlined, SearchOutlined, SunOutlined } from "@ant-design/icons";
import { Button, Input, type InputRef } from "antd";
import type { ReactNode, Ref } from "react";
import { languages } from "../../../contract/language.ts";
import { useDeskView } from "../data/use-desk.ts";
import { shellWords } from "../wording/page-words.ts";
import { Kbd } from "./marks.tsx";
import { usePreferences, useSay } from "./preferences.ts";

const LiveMark = () => {
  const say = useSay();
  const { connection } = useDeskView();
  return (
    <span className={`live ${connection.state === "live" ? "up" : connection.state}`} role="status">
      <i />
      {say(shellWords[connection.state])}
    </span>
  );
};

const LanguageSwitch = () => {
  const say = useSay();
  const { language, setLanguage } = usePreferences();
  return (
    <fieldset className="lang" aria-label={say(shellWords.language)}>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          className={each === language ? "on" : ""}
          aria-pressed={each === language}
          aria-label={each === "en" ? "EN English" : "中文"}
          onClick={() => setLanguage(each)}
        >
          {each === "en" ? "EN" : "中"}
        </button>
      ))}
    </fieldset>
  );
};

const ModeSwitch = () => {
  const say = useSay();
  const { mode, setMode } = usePreferences();
  const other = mode === "dark" ? "light" : "dark";
  const label = say(other === "dark" ? shellWords.toDark : shellWords.toLight);
  return (
    <Button
      type="text"
      icon={mode === "dark" ? <SunOutlined /> : <MoonOutlined />}
      aria-label={label}
      title={label}
      onClick={() => setMode(other)}
    />
  );
};

/** What stands above every page: its title, the search, the live state, language and mode. */
export const TopBar = ({
  title,
  words,
  onWords,
  searchRef,
}: {
  readonly title: ReactNode;
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly searchRef: Ref<InputRef>;
}) => {
  const say = useSay();
  return (
    <header className="top">
      <div className="top-t">{title}</div>
      <Input
        ref={searchRef}
        className="find"
        prefix={<SearchOutlined />}
        suffix={words === "" ? <Kbd>/</Kbd> : undefined}
        allowClear
        value={words}
        placeholder={say(shellWords.search)}
        aria-label={say(shellWords.search)}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          onWords("");
          event.currentTarget.blur();
        }}
      />
      <div className="top-r">
        <LiveMark />
        <LanguageSwitch />
        <ModeSwitch />
      </div>
    </header>
  );
};
