import { signalName } from "../../../contract/signals.ts";
import type { TicketDetail } from "../../../contract/ticket.ts";
import { usePreferences, useSay } from "../shell/preferences.ts";
import { measureWords } from "../wording/measures.ts";
import { ticketWords } from "../wording/ticket-words.ts";
import { dataWords } from "./data-words.ts";
import { isBoolean, valueAt } from "./evidence-plot.ts";

interface Fact {
  readonly key: string;
  readonly name: string;
  readonly value: string;
}

const Facts = ({ title, facts }: { title: string; facts: readonly Fact[] }) => (
  <table className="ff">
    <caption>{title}</caption>
    <tbody>
      {facts.map(({ key, name, value }) => (
        <tr key={key}>
          <th scope="row">{name}</th>
          <td className="num">{value}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** What the rule measured last, and what the signals were when it was raised. A silent signal says so, never 0. */
export const RaiseTable = ({
  ticket,
  window,
}: {
  readonly ticket: TicketDetail;
  readonly window: TicketDetail["evidence"][number] | undefined;
}) => {
  const say = useSay();
  const { language } = usePreferences();
  const measured = Object.entries(ticket.data).map(([key, value]) => ({
    key,
    ...dataWords(ticket.rule, key, value, language),
  }));
  const signals = (window?.series ?? []).map((series) => {
    const value = valueAt(series, window?.from ?? 0, ticket.raisedAt);
    const words = (known: number): string =>
      isBoolean(series.path)
        ? say(known === 0 ? ticketWords.no : ticketWords.yes)
        : measureWords(known, series.unit, language);
    return {
      key: series.path,
      name: say(signalName(series.path)),
      value: value === undefined ? say(ticketWords.noData) : words(value),
    };
  });
  return (
    <div>
      {measured.length > 0 && <Facts title={say(ticketWords.measured)} facts={measured} />}
      {signals.length > 0 && <Facts title={say(ticketWords.atRaise)} facts={signals} />}
    </div>
  );
};
