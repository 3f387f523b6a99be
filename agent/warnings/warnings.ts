import type { Drive, DriverAction, Tick } from "../../contract/events.ts";
import { type Severity, severityRank, type WarningData, type WarningEvent } from "../../contract/warning.ts";
import { type RuleId, warningOf } from "../../contract/warnings/catalogue.ts";
import type { Judgement, Level } from "../rules/kit/rule.ts";
import { advance, type Episode, eventOf, open } from "./episode.ts";
import { isNews } from "./news.ts";
import { suppressorsOf } from "./suppression.ts";

/** What the room needs: verdicts that changed, time, and the driver. */
export type WarningInput = Judgement | Tick | Drive | DriverAction;

/** What is watched of one subject of one rule. */
interface Watch {
  readonly rule: RuleId;
  readonly subject: string;
  /** The verdict that stands, and since when its kind (none, quiet, some level) does. */
  level: Level;
  data: WarningData;
  since: number;
  episode: Episode | null;
  /** An id is made of its raise: none may be raised twice at one instant. */
  lastRaisedAt: number | null;
  /** The driver ended it: not again until it was quiet. */
  dismissed: boolean;
}

/** The room's state, plain JSON. */
export interface WarningsState {
  readonly watches: Readonly<Record<string, Watch>>;
}

type Emit = (event: WarningEvent) => void;

const severityOf = (level: Level): Severity | undefined =>
  level === "unknown" || level === "quiet" ? undefined : level;

const kindOf = (level: Level): Level => severityOf(level) ?? level;
const sameKind = (a: Level, b: Level): boolean =>
  kindOf(a) === kindOf(b) || (severityOf(a) !== undefined && severityOf(b) !== undefined);

/** Verdicts in; the life of each warning out: raised → (updated | escalated)* → cleared. */
export const createWarnings = (vehicleId: string, state?: WarningsState) => {
  const watches = new Map<string, Watch>(Object.entries(structuredClone(state?.watches ?? {})));

  const isSuppressed = (watch: Watch, severity: Severity): boolean =>
    suppressorsOf(watch.rule, watch.subject).some((rule) =>
      watches
        .values()
        .some(({ episode }) => episode?.rule === rule && severityRank(episode.severity) >= severityRank(severity)),
    );

  const raise = (watch: Watch, severity: Severity, at: number, emit: Emit): void => {
    if (watch.dismissed || watch.lastRaisedAt === at || isSuppressed(watch, severity)) return;
    watch.lastRaisedAt = at;
    watch.episode = open(vehicleId, watch.rule, watch.subject, severity, watch.data, at);
    emit(eventOf(watch.episode, "raised", at));
  };

  const clear = (watch: Watch, episode: Episode, at: number, emit: Emit): void => {
    advance(episode, episode.severity, { ...episode.data, ...watch.data }, at);
    watch.episode = null;
    emit(eventOf(episode, "cleared", at));
  };

  const goOn = (watch: Watch, episode: Episode, severity: Severity, at: number, emit: Emit): void => {
    const policy = warningOf(watch.rule).episode;
    if (severityRank(severity) > severityRank(episode.severity)) {
      advance(episode, severity, watch.data, at);
      emit(eventOf(episode, "escalated", at));
    } else if (at - episode.toldAt >= policy.updateEveryMs && isNews(policy, episode.data, watch.data)) {
      advance(episode, episode.severity, watch.data, at);
      emit(eventOf(episode, "updated", at));
    }
  };

  const settle = (watch: Watch, at: number, emit: Emit): void => {
    const { episode, level } = watch;
    const policy = warningOf(watch.rule).episode;
    const severity = severityOf(level);
    const stoodMs = at - watch.since;
    if (severity === undefined) {
      if (episode !== null && level === "quiet" && stoodMs >= policy.clearAfterMs) clear(watch, episode, at, emit);
    } else if (episode !== null) goOn(watch, episode, severity, at, emit);
    else if (stoodMs >= policy.raiseAfterMs) raise(watch, severity, at, emit);
  };

  const watchOf = (rule: RuleId, subject: string, at: number): Watch => {
    const key = `${rule}/${subject}`;
    const known = watches.get(key);
    if (known !== undefined) return known;
    const watch: Watch = {
      rule,
      subject,
      level: "unknown",
      data: {},
      since: at,
      episode: null,
      lastRaisedAt: null,
      dismissed: false,
    };
    watches.set(key, watch);
    return watch;
  };

  const takeJudgement = ({ rule, subject, level, data, at }: Judgement, emit: Emit): void => {
    const watch = watchOf(rule, subject, at);
    if (!sameKind(watch.level, level)) watch.since = at;
    watch.level = level;
    watch.data = data;
    if (level === "quiet") watch.dismissed = false;
    settle(watch, at, emit);
  };

  /** A drive may begin before the last one ended: a car without a battery-backed clock starts in the past. */
  const takeDrive = (at: number): void => {
    for (const watch of watches.values()) {
      watch.since = Math.min(watch.since, at);
      if (watch.episode !== null) watch.episode.toldAt = Math.min(watch.episode.toldAt, at);
    }
  };

  const takeDriver = ({ action, episode: id, at }: DriverAction, emit: Emit): void => {
    for (const watch of watches.values()) {
      const { episode } = watch;
      if (episode === null || episode.id !== id) continue;
      if (action === "acknowledge") episode.acknowledgedAt = at;
      else episode.snoozedAt = at;
      if (action !== "acknowledge" || !warningOf(watch.rule).episode.endsWhenAcknowledged) continue;
      watch.dismissed = true;
      clear(watch, episode, at, emit);
    }
  };

  return {
    take(input: WarningInput, emit: Emit): void {
      if (input.kind === "judgement") takeJudgement(input, emit);
      else if (input.kind === "driver") takeDriver(input, emit);
      else {
        if (input.kind === "drive") takeDrive(input.at);
        for (const watch of watches.values()) settle(watch, input.at, emit);
      }
    },
    freeze: (): WarningsState => ({ watches: structuredClone(Object.fromEntries(watches)) }),
  };
};

/** The warnings that stand in a frozen state, oldest first. */
export const openEpisodes = (state: WarningsState): readonly Episode[] =>
  Object.values(state.watches)
    .map(({ episode }) => episode)
    .filter((episode) => episode !== null)
    .toSorted((a, b) => a.raisedAt - b.raisedAt);
