import { Button, ConfigProvider } from "antd";
import enUS from "antd/es/locale/en_US.js";
import zhCN from "antd/es/locale/zh_CN.js";
import { Suspense, useCallback, useEffect, useMemo, useState } from "react";
import type { Language } from "../../contract/language.ts";
import type { Desk } from "./data/desk.ts";
import { DeskContext } from "./data/use-desk.ts";
import { lazyPage, lazyPart } from "./shell/lazy-page.tsx";
import { go, useRoute } from "./shell/navigation.ts";
import {
  type Preferences,
  PreferencesContext,
  rememberLanguage,
  rememberMode,
  storedPreferences,
  useSay,
} from "./shell/preferences.ts";
import { Notice } from "./shell/quiet-moments.tsx";
import { Shell } from "./shell/shell.tsx";
import { antTheme, type Mode, palettes } from "./theme.ts";
import { everything, type KeptQueue, KeptQueueContext } from "./tickets/queue/kept-queue.ts";
import { QueuePage, QueueTitle } from "./tickets/queue/queue-page.tsx";
import { stateTexts } from "./wording/page-words.ts";
import { vehicleWords } from "./wording/vehicle-words.ts";

const ticketParts = () => import("./tickets/ticket/ticket-page.tsx");
const TicketPage = lazyPage(() => ticketParts().then((module) => module.TicketPage));
const TicketCrumb = lazyPart(() => import("./tickets/ticket/ticket-head.tsx").then((module) => module.TicketCrumb));
const VehiclesPage = lazyPage(() => import("./vehicles/vehicles-page.tsx").then((module) => module.VehiclesPage));

/** The ticket is the next click: its parts are fetched while the advisor reads the list. Failing that, the click fetches them. */
const fetchAhead = (): void => void Promise.allSettled([ticketParts(), import("./problems/chart.tsx")]);

const Pages = () => {
  const say = useSay();
  const route = useRoute();
  const titles = {
    queue: route.page === "queue" && <QueueTitle query={route.query} />,
    ticket: route.page === "ticket" && <TicketCrumb id={route.id} />,
    vehicles: <h1>{say(vehicleWords.title)}</h1>,
    unknown: <h1>{say(stateTexts.noPageTitle)}</h1>,
  };
  const at = route.page === "vehicles" ? "vehicles" : route.page === "unknown" ? "" : "queue";
  return (
    <Shell at={at} rail={route.page === "ticket"} title={<Suspense>{titles[route.page]}</Suspense>}>
      <Suspense fallback={<main className="main" />}>
        {route.page === "queue" && <QueuePage query={route.query} />}
        {route.page === "ticket" && <TicketPage key={route.id} id={route.id} />}
        {route.page === "vehicles" && <VehiclesPage />}
        {route.page === "unknown" && (
          <main className="main">
            <Notice tone="plain" title={say(stateTexts.noPageTitle)} text={say(stateTexts.noPageText)}>
              <Button onClick={() => go("/")}>{say(stateTexts.toQueue)}</Button>
            </Notice>
          </main>
        )}
      </Suspense>
    </Shell>
  );
};

const usePagePreferences = (): Preferences => {
  const [{ language, mode }, set] = useState(storedPreferences);
  useEffect(() => {
    document.documentElement.lang = language;
    rememberLanguage(language);
  }, [language]);
  useEffect(() => {
    // On the root element, because menus and dialogs are drawn outside of our tree.
    const { style, dataset } = document.documentElement;
    for (const [name, color] of Object.entries(palettes[mode])) style.setProperty(`--f-${name}`, color);
    style.colorScheme = mode;
    dataset["mode"] = mode;
  }, [mode]);
  return useMemo(
    () => ({
      language,
      mode,
      setLanguage: (next: Language) => set((now) => ({ ...now, language: next })),
      setMode: (next: Mode) => {
        rememberMode(next);
        set((now) => ({ ...now, mode: next }));
      },
    }),
    [language, mode],
  );
};

const useQueueKeeping = (): KeptQueue => {
  const [cursorId, setCursor] = useState<string | null>(null);
  const [queue, setQueue] = useState({ path: "/", filter: everything });
  const keepQueue = useCallback<KeptQueue["keepQueue"]>((path, filter) => setQueue({ path, filter }), []);
  return useMemo(() => ({ cursorId, setCursor, ...queue, keepQueue }), [cursorId, queue, keepQueue]);
};

/** The console: providers around the pages. */
export const App = ({ desk }: { readonly desk: Desk }) => {
  const preferences = usePagePreferences();
  const kept = useQueueKeeping();
  const { language, mode } = preferences;
  useEffect(() => {
    const touched = (): void => desk.touched();
    window.addEventListener("pointermove", touched, { passive: true });
    window.addEventListener("keydown", touched);
    const idle = setTimeout(fetchAhead, 500);
    return () => {
      clearTimeout(idle);
      window.removeEventListener("pointermove", touched);
      window.removeEventListener("keydown", touched);
    };
  }, [desk]);
  return (
    <ConfigProvider
      theme={antTheme(mode)}
      locale={language === "en" ? enUS : zhCN}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <PreferencesContext value={preferences}>
        <DeskContext value={desk}>
          <KeptQueueContext value={kept}>
            <div className={`f ${mode} ${language === "en" ? "en" : "zh"}`}>
              <Pages />
            </div>
          </KeptQueueContext>
        </DeskContext>
      </PreferencesContext>
    </ConfigProvider>
  );
};
