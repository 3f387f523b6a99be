import { writeFile } from "node:fs/promises";
import { SimulatorError } from "../errors.ts";
import { streamOutput } from "../process/output.ts";
import { createProgressBar } from "../process/progress.ts";
import { importOptions } from "../replay/watched-drive.ts";
import type { Evaluation } from "./evaluation.ts";
import { liveAll, ordersOf } from "./fleet.ts";
import { keepLedger, ledgerOf, ledgerSize, readLedger } from "./ledger.ts";
import { evaluationPage } from "./page.ts";
import { scoreReal } from "./real.ts";
import { type RuleScore, scoreRule } from "./score.ts";
import { studies } from "./studies.ts";
import { firstReportedSeed, type Study } from "./study.ts";
import { evaluationText } from "./text.ts";

/** Options of `evaluate` as the command line hands them over. */
export interface EvaluateCommand {
  readonly vehicles: number;
  readonly days: number;
  readonly seed: number;
  readonly rules?: readonly string[] | undefined;
  readonly real?: string | undefined;
  readonly dbc?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
  readonly report?: string | undefined;
  readonly workers?: number | undefined;
  readonly ledger?: "check" | "write" | undefined;
  readonly why?: string | undefined;
}

const chosen = (rules: readonly string[] | undefined): readonly Study[] => {
  const scored: readonly string[] = studies.map(({ rule }) => rule);
  const names = rules?.flatMap((text) => text.split(",")).map((name) => name.trim()) ?? scored;
  const foreign = names.filter((name) => !scored.includes(name));
  if (foreign.length > 0)
    throw new SimulatorError("SIMULATOR_RULE_UNKNOWN", `${foreign.join(", ")}; scored are ${scored.join(", ")}`);
  return studies.filter(({ rule }) => names.includes(rule));
};

/** Lives the fleets and scores the rules; the same command gives the same figures on any machine and number of workers. */
export const evaluate = async (command: EvaluateCommand, signal: AbortSignal): Promise<Evaluation> => {
  const { vehicles, days, seed, workers, real } = command;
  const wanted = chosen(command.rules);
  const orders = wanted.flatMap((study) => ordersOf(study, vehicles, seed, days));
  const now = (): number => performance.now();
  const bar = createProgressBar(process.stderr, "evaluate", orders.length, now);
  const lives = await liveAll(orders, { workers, signal, onDone: (done) => bar.show(done) }).finally(() => bar.clear());
  const rules: Record<string, RuleScore> = {};
  for (const study of wanted) {
    const own = lives.filter((_, place) => orders[place]?.study === study.name);
    rules[study.rule] = scoreRule(own, study, seed);
  }
  const split = seed >= firstReportedSeed ? "reported" : "tuning";
  if (real === undefined) return { seed, split, days, rules };
  const realBar = createProgressBar(process.stderr, "real", 1, now);
  const options = await importOptions({ dbc: command.dbc });
  const recordings = await scoreReal(real, options, signal, (done, of) => realBar.show(done / of)).finally(() =>
    realBar.clear(),
  );
  return { seed, split, days, rules, real: recordings };
};

/** The `evaluate` command. */
export const runEvaluate = async (asked: EvaluateCommand, signal: AbortSignal): Promise<void> => {
  const { ledger, why } = asked;
  // The ledger says itself what it is an evaluation of; the whole of it, or a rule that is left out would have fallen.
  const command = ledger === undefined ? asked : { ...asked, ...ledgerSize, rules: undefined };
  const evaluation = await evaluate(command, signal);
  const output = streamOutput(process.stdout);
  output.write(command.json === true ? `${JSON.stringify(evaluation)}\n` : evaluationText(evaluation));
  await output.flush();
  if (ledger !== undefined) {
    const kept = await readLedger().catch((cause: unknown) => {
      if (ledger === "write") return undefined;
      throw cause;
    });
    await keepLedger(kept, ledgerOf(evaluation, command.vehicles), { write: ledger === "write", why });
  }
  if (command.report === undefined) return;
  const { report } = command;
  await writeFile(report, evaluationPage(evaluation)).catch((cause: unknown) => {
    throw new SimulatorError("SIMULATOR_FILE_UNWRITABLE", report, { cause });
  });
};
