import { unitSymbol } from "../../../contract/signals/units.ts";
import { signalName } from "../../../contract/signals.ts";
import { useTimeZone } from "../data/use-desk.ts";
import { usePreferences, useSay } from "../shell/preferences.ts";
import { timeOfDay } from "../wording/instants.ts";
import { numberWords } from "../wording/measures.ts";
import { ticketWords } from "../wording/ticket-words.ts";
import type { Plot } from "./evidence-plot.ts";

interface Column {
  readonly path: string;
  readonly unit: string;
  readonly at: ReadonlyMap<number, number | null | undefined>;
}

const columnsOf = (plots: readonly Plot[]): readonly Column[] =>
  plots.flatMap(({ paths, unit, xs, ys }) =>
    paths.map((path, index) => ({ path, unit, at: new Map(xs.map((x, place) => [x, ys[index]?.[place]])) })),
  );

/** The recording as numbers: the same values as the plots, one instant a line. */
export const ValueTable = ({ plots }: { readonly plots: readonly Plot[] }) => {
  const say = useSay();
  const { language } = usePreferences();
  const timeZone = useTimeZone();
  const columns = columnsOf(plots);
  const instants = [...new Set(plots.flatMap(({ xs }) => xs))].toSorted((a, b) => a - b);
  return (
    // The region scrolls by itself, so the keyboard must be able to reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, a scrollable region without controls
    <section className="vals" tabIndex={0} aria-label={say(ticketWords.table)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say(ticketWords.time)}</th>
            {columns.map(({ path, unit }) => (
              <th key={path} scope="col">
                {say(signalName(path))} <i>{unitSymbol(unit, language)}</i>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="num">
          {instants.map((instant) => (
            <tr key={instant}>
              <th scope="row">{timeOfDay(instant, timeZone, true)}</th>
              {columns.map(({ path, at }) => {
                const value = at.get(instant);
                return (
                  <td key={path}>
                    {value === null ? say(ticketWords.noData) : value === undefined ? "" : numberWords(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
