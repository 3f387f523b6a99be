import { ReloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ComponentType, lazy, useEffect, useRef } from "react";
import { useDeskView } from "../data/use-desk.ts";
import { stateTexts } from "../wording/page-words.ts";
import { useSay } from "./preferences.ts";
import { Notice } from "./quiet-moments.tsx";

const reload = (): void => location.reload();

/** Stands for a part that could not be fetched; it is fetched again by itself once the connection is back. */
const NotFetched = () => {
  const say = useSay();
  const { connection } = useDeskView();
  const wasCutOff = useRef(false);
  useEffect(() => {
    if (connection.state === "offline") wasCutOff.current = true;
    else if (connection.state === "live" && wasCutOff.current) reload();
  }, [connection.state]);
  return (
    <main className="main">
      <Notice tone="bad" title={say(stateTexts.notFetchedTitle)} text={say(stateTexts.notFetchedText)}>
        {connection.state === "live" && (
          <Button icon={<ReloadOutlined />} onClick={reload}>
            {say(stateTexts.tryAgain)}
          </Button>
        )}
      </Notice>
    </main>
  );
};

const nothing = (): null => null;

/** A page that is fetched when it is first opened. Without a connection it says so instead of taking the list down with it. */
export const lazyPage = <Props extends object>(fetchPage: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await fetchPage().catch((): ComponentType<Props> => NotFetched) }));

/** A small part of a page that is fetched when it is first shown; without it the page is still whole. */
export const lazyPart = <Props extends object>(fetchPart: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await fetchPart().catch((): ComponentType<Props> => nothing) }));
