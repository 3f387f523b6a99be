import type { InputRef } from "antd";
import { type ReactNode, Suspense, useRef, useState } from "react";
import { useKeys } from "./keys.ts";
import { lazyPart } from "./lazy-page.tsx";
import { go, useRoute } from "./navigation.ts";
import { queuePath } from "./route.ts";
import { Sidebar } from "./sidebar.tsx";
import { TopBar } from "./top-bar.tsx";

const ShortcutSheet = lazyPart(() => import("./shortcut-sheet.tsx").then((module) => module.ShortcutSheet));

/** The frame around a page. Searching from any page leads to the queue, where the words take effect. */
export const Shell = ({
  at,
  rail = false,
  title,
  children,
}: {
  readonly at: "queue" | "vehicles" | "";
  readonly rail?: boolean;
  readonly title: ReactNode;
  readonly children: ReactNode;
}) => {
  const route = useRoute();
  const search = useRef<InputRef>(null);
  const [sheet, setSheet] = useState<"never" | "open" | "closed">("never");
  const query = route.page === "queue" ? route.query : new URLSearchParams();
  useKeys({
    "/": () => search.current?.focus(),
    "?": () => setSheet("open"),
  });
  return (
    <div className={rail ? "shell rail" : "shell"}>
      <Sidebar at={at} rail={rail} viewId={query.get("view") ?? "open"} onShortcuts={() => setSheet("open")} />
      <div className="body">
        <TopBar
          title={title}
          words={query.get("q") ?? ""}
          onWords={(words) => go(queuePath(query, { q: words }), route.page === "queue")}
          searchRef={search}
        />
        {children}
      </div>
      {sheet !== "never" && (
        <Suspense>
          <ShortcutSheet open={sheet === "open"} onClose={() => setSheet("closed")} />
        </Suspense>
      )}
    </div>
  );
};
