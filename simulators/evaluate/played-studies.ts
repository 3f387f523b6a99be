import { parseDriveScenario } from "../scenarios/drive-scenario.ts";
import { recordedSpeedsFor } from "../scenarios/library.ts";
import { createPlay } from "../scenarios/play.ts";
import { createRandom } from "../vehicle/random.ts";
import type { Life } from "./life.ts";
import { type Plan, type PlayedStudy, playedPlans } from "./played-plans.ts";
import { scorings } from "./rules.ts";
import { dayMs, isUnseenVariant, type LifeRequest, type Study } from "./study.ts";
import { createWatch } from "./watch.ts";

/** Distance at which a fixed limit is passed, as an instant, driving evenly from `from` to `to`. */
const fixedAt = (
  rule: Study["rule"],
  { days, km }: Plan["age"],
  from: number,
  to: number,
  drivenKm: number,
): number | undefined => {
  const { days: fixedDays = Number.POSITIVE_INFINITY, km: fixedKm = Number.POSITIVE_INFINITY } =
    scorings[rule]?.fixed ?? {};
  const byDays = from + Math.max(0, fixedDays - days) * dayMs;
  const byKm = from + (drivenKm > 0 ? Math.max(0, fixedKm - km) / drivenKm : Number.POSITIVE_INFINITY) * (to - from);
  const at = Math.min(byDays, byKm);
  return at <= to ? Math.round(at) : undefined;
};

/** Where the odometer stood first and last; km are those, since most of a life is driven unseen. */
const createOdometer = () => {
  let first: number | undefined;
  let last = 0;
  return {
    see(metres: number): void {
      first ??= metres;
      last = metres;
    },
    km: (): number => (first === undefined ? 0 : (last - first) / 1_000),
  };
};

const minutesBetweenLooks = 5;

const play = async (study: PlayedStudy, request: LifeRequest): Promise<Life> => {
  const { seed, index } = request;
  const unseenVariant = isUnseenVariant(request);
  const { scenario: raw, age } = study.plan(createRandom(seed, `fleet/${study.name}/${index}`), unseenVariant);
  const scenario = parseDriveScenario(JSON.stringify(raw), `${study.name} ${index}`);
  const played = createPlay(scenario, await recordedSpeedsFor(scenario), seed * 10_007 + index);
  const vehicle = `${study.name}-${seed}-${index}`;
  const watch = createWatch(vehicle);
  const odometer = createOdometer();
  let from: number | undefined;
  let to = 0;
  let drive = -1;
  let minutes = 0;
  for (const batch of played.batches()) {
    for (const event of batch.events) {
      from ??= event.at;
      to = event.at;
      watch.step(event);
      if (event.kind === "sample" && event.path === "Vehicle.TraveledDistance") odometer.see(event.value);
    }
    // In the middle of driving: a rule that waits for a running engine has nothing to say beside it.
    if (batch.drive !== drive) minutes = 0;
    minutes += 1;
    if (minutes % minutesBetweenLooks === 0 || (minutes === 1 && batch.drive !== drive)) watch.look();
    ({ drive } = batch);
  }
  const truths = played.truths().filter(({ component }) => component === study.component);
  const ends = truths.flatMap((truth) => truth[study.end] ?? []);
  const limits = truths.flatMap(({ limitAt }) => limitAt ?? []);
  const fixed = fixedAt(study.rule, age, from ?? 0, to, odometer.km());
  return {
    vehicle,
    unseenVariant,
    from: from ?? 0,
    to,
    km: odometer.km(),
    failures: ends.length === 0 ? {} : { [study.rule]: Math.min(...ends) },
    limits: limits.length === 0 ? {} : { [study.rule]: Math.min(...limits) },
    fixedAt: fixed === undefined ? {} : { [study.rule]: fixed },
    ...watch.finish(),
  };
};

/** Studies in the full plant models of `simulators/vehicle`, second by second. */
export const playedStudies: readonly Study[] = playedPlans.map((study) => ({
  name: study.name,
  rule: study.rule,
  oneIn: study.oneIn,
  live: (request) => play(study, request),
}));
