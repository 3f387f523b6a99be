import type { Codes, Sample, VehicleEvent } from "../../contract/events.ts";
import type { SignalPath } from "../../contract/signals.ts";
import type { CodesFault, OverlayPlan, SignalFault } from "./overlay-plan.ts";

/** Lays the faults of a plan over a drive: takes the events in order, appends what the faulty car would have said. */
export type Overlay = (event: VehicleEvent, events: VehicleEvent[]) => void;

/** No overlay: the drive as it was recorded. */
export const asRecorded: Overlay = (event, events) => {
  events.push(event);
};

/** A fault that speaks by itself: what it says, and when next (epoch ms of event time). */
interface Voice {
  nextAt: number;
  readonly periodMs: number;
  readonly untilAt: number;
  readonly say: (at: number) => VehicleEvent;
}

const spanOf = (fault: SignalFault | CodesFault, startAt: number) => ({
  fromAt: startAt + fault.fromSeconds * 1_000,
  untilAt: fault.untilSeconds === undefined ? Number.POSITIVE_INFINITY : startAt + fault.untilSeconds * 1_000,
});

const ramped = (fault: SignalFault & { mode: "ramp" }, start: number, sinceMs: number): number => {
  const { ratePerMinute, max = Number.POSITIVE_INFINITY, min = Number.NEGATIVE_INFINITY, resolution } = fault;
  const value = Math.min(Math.max(start + (ratePerMinute * sinceMs) / 60_000, min), max);
  return resolution === undefined ? value : Math.round(value / resolution) * resolution;
};

/** One signal fault over one drive. Remembers where a ramp began: at what the drive said when the fault set in. */
const createSignalFault = (fault: SignalFault, startAt: number) => {
  const { fromAt, untilAt } = spanOf(fault, startAt);
  let start = fault.mode === "ramp" ? fault.start : undefined;
  return {
    path: fault.path,
    speaks: "everySeconds" in fault && fault.everySeconds !== undefined ? fault.everySeconds * 1_000 : undefined,
    fromAt,
    untilAt,
    active: (at: number): boolean => at >= fromAt && at < untilAt,
    /** The reading with the fault in it; undefined when the signal is silent. `recorded` is undefined for a signal of our own. */
    bend(recorded: number | undefined, before: number | undefined, at: number): number | undefined {
      switch (fault.mode) {
        case "dropout":
          return undefined;
        case "set":
          return fault.value;
        case "offset":
          return recorded === undefined ? undefined : recorded + fault.value;
        case "ramp":
          start ??= before ?? recorded;
          return start === undefined ? undefined : ramped(fault, start, at - fromAt);
      }
    },
  };
};

/** The faults of one drive, which began at `startAt`. */
const createFaults = (plan: OverlayPlan, startAt: number) => {
  const signalFaults = plan.signals.map((fault) => createSignalFault(fault, startAt));
  const codesFaults = plan.codes.map((fault) => ({ fault, ...spanOf(fault, startAt) }));
  const recordedValues = new Map<SignalPath, number>();
  const recordedCodes = new Map<Codes["service"], readonly string[]>();

  const codesAt = (service: Codes["service"], at: number): Codes => {
    const codes = new Set(recordedCodes.get(service));
    for (const { fault, fromAt, untilAt } of codesFaults)
      if (fault.service === service && at >= fromAt && at < untilAt) for (const code of fault.codes) codes.add(code);
    return { kind: "codes", service, codes: [...codes], at };
  };

  const voices: Voice[] = [];
  for (const { path, fromAt, untilAt, speaks, bend } of signalFaults)
    if (speaks !== undefined) {
      const say = (at: number): Sample => ({ kind: "sample", path, value: bend(undefined, undefined, at) ?? 0, at });
      voices.push({ nextAt: fromAt, periodMs: speaks, untilAt, say });
    }
  for (const { fault, fromAt, untilAt } of codesFaults) {
    const say = (at: number): Codes => codesAt(fault.service, at);
    voices.push({ nextAt: fromAt, periodMs: fault.everySeconds * 1_000, untilAt, say });
    // The first reading after the fault: the codes are gone again, and that is heard too.
    if (untilAt < Number.POSITIVE_INFINITY)
      voices.push({ nextAt: untilAt, periodMs: Number.POSITIVE_INFINITY, untilAt: untilAt + 1, say });
  }

  /** Everything that was due up to `at`, in the order of time. */
  const speak = (at: number, events: VehicleEvent[]): void => {
    for (;;) {
      let next: Voice | undefined;
      for (const voice of voices)
        if (
          voice.nextAt <= at &&
          voice.nextAt < voice.untilAt &&
          voice.nextAt < (next?.nextAt ?? Number.POSITIVE_INFINITY)
        )
          next = voice;
      if (next === undefined) return;
      events.push(next.say(Math.round(next.nextAt)));
      next.nextAt += next.periodMs;
    }
  };

  const bendSample = (sample: Sample): Sample | undefined => {
    const before = recordedValues.get(sample.path);
    let value: number | undefined = sample.value;
    for (const fault of signalFaults)
      if (fault.path === sample.path && fault.active(sample.at)) {
        if (fault.speaks !== undefined) value = undefined;
        else if (value !== undefined) value = fault.bend(value, before, sample.at);
      }
    recordedValues.set(sample.path, sample.value);
    if (value === sample.value) return sample;
    return value === undefined ? undefined : { kind: "sample", path: sample.path, value, at: sample.at };
  };

  const bend = (event: VehicleEvent): VehicleEvent | undefined => {
    if (event.kind === "sample") return bendSample(event);
    if (event.kind !== "codes") return event;
    recordedCodes.set(event.service, event.codes);
    return codesAt(event.service, event.at);
  };

  return { speak, bend };
};

/** An overlay for one pass over one drive; the same drive and plan always give the same events. */
export const createOverlay = (plan: OverlayPlan): Overlay => {
  let faults: ReturnType<typeof createFaults> | undefined;
  return (event, events) => {
    faults ??= createFaults(plan, event.at);
    faults.speak(event.at, events);
    const bent = faults.bend(event);
    if (bent !== undefined) events.push(bent);
  };
};
