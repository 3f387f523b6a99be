import { type CodeRoster, createCodeRoster } from "../../../agent/source/obd/code-roster.ts";
import { meansNothingOfTheKind } from "../../../agent/source/obd/refusal-codes.ts";
import type { ObdAnswer, ObdReading } from "../../../agent/source/source.ts";

/** A service that lists trouble codes. */
export type CodeService = ObdReading["service"];

/** A control unit that refused to list its codes. */
interface Refusal {
  readonly ecu: string;
  readonly code: number;
}

/** A list that is being told, control unit by control unit. */
interface Open {
  readonly service: CodeService;
  /** Every control unit was asked, not one alone. */
  readonly toAll: boolean;
  readonly answers: ObdAnswer[];
  readonly refusals: Refusal[];
  /** A part of it did not arrive whole. */
  torn: boolean;
  until: number;
}

/** What became of a list: a reading of the whole car, or a part of one, which would make codes vanish. */
export type ClosedList = Omit<ObdReading, "at"> | "not whole";

/** A list is over when a control unit that had anything to tell would have begun; P2 of ISO 15765-4 is 50 ms. */
const quietMs = 1_000;
/** P2* of ISO 14229-2, for one that has asked for more time. */
const pendingMs = 5_000;

/** A car has a few buses; a broken log may name one in every line, and those share a place. */
const mostBuses = 64;

interface Bus {
  readonly roster: CodeRoster;
  readonly known: Set<string>;
  readonly open: Map<CodeService, Open>;
}

/** Whether everybody who has codes to tell was heard, by the rule of the car's own driver. */
const isWhole = ({ service, toAll, answers, refusals, torn }: Open, { roster, known }: Bus): boolean => {
  const heard = new Set([...answers, ...refusals].map(({ ecu }) => ecu));
  if (!toAll) return !torn && refusals.length === 0 && [...known].every((ecu) => heard.has(ecu));
  const complete = refusals.every(({ code }) => meansNothingOfTheKind(code));
  return roster.isWhole(service, { ok: true, answers, refusals, complete }) && complete && !torn;
};

/** Puts the lists of trouble codes together that control units tell one by one (SAE J1979 services 03, 07, 0A). */
export const createCodeLists = (close: (list: ClosedList) => void) => {
  const buses = new Map<string, Bus>();
  let opened = 0;

  const busOf = (name: string): Bus => {
    const place = buses.has(name) || buses.size < mostBuses ? name : "";
    const known = buses.get(place);
    if (known !== undefined) return known;
    const bus: Bus = { roster: createCodeRoster(), known: new Set(), open: new Map() };
    buses.set(place, bus);
    return bus;
  };

  const finish = (bus: Bus, open: Open): void => {
    bus.open.delete(open.service);
    opened -= 1;
    if (open.answers.length === 0 && open.refusals.length === 0 && !open.torn) return;
    const { service, answers } = open;
    if (!isWhole(open, bus)) close("not whole");
    // All that answered have no such list: that is no list, and no empty one either.
    else if (answers.length > 0) close({ kind: "reading", service, answers });
  };

  const begin = (name: string, service: CodeService, toAll: boolean, at: number): Open => {
    const bus = busOf(name);
    const before = bus.open.get(service);
    if (before !== undefined) finish(bus, before);
    const open: Open = { service, toAll, answers: [], refusals: [], torn: false, until: at + quietMs };
    bus.open.set(service, open);
    opened += 1;
    return open;
  };

  /** Of answers alone nobody knows who was asked: then it was everybody, as scan tools do. */
  const openFor = (name: string, service: CodeService, at: number): Open =>
    busOf(name).open.get(service) ?? begin(name, service, true, at);

  return {
    /** A control unit of this bus speaks J1979: it will have its say in every list. */
    met(name: string, ecu: string): void {
      const bus = busOf(name);
      bus.known.add(ecu);
      bus.roster.met(ecu);
    },
    /** Somebody asks for codes. */
    asked(name: string, service: CodeService, toAll: boolean, at: number): void {
      begin(name, service, toAll, at);
    },
    heard(name: string, service: CodeService, answer: ObdAnswer, at: number): void {
      let open = openFor(name, service, at);
      // The same one again without a question between: the log shows answers alone, and this is the next list.
      if (open.answers.some(({ ecu }) => ecu === answer.ecu)) open = begin(name, service, open.toAll, at);
      open.answers.push(answer);
      open.until = Math.max(open.until, at + quietMs);
    },
    refused(name: string, service: CodeService, ecu: string, code: number, at: number): void {
      const open = openFor(name, service, at);
      open.refusals.push({ ecu, code });
      open.until = Math.max(open.until, at + quietMs);
    },
    pending(name: string, service: CodeService, at: number): void {
      openFor(name, service, at).until = at + pendingMs;
    },
    /** A message of this bus did not arrive whole; it may have been a part of a list. */
    torn(name: string): void {
      for (const open of buses.get(name)?.open.values() ?? []) open.torn = true;
    },
    /** A message is on its way: a list with many codes takes a while. */
    growing(name: string, at: number): void {
      for (const open of buses.get(name)?.open.values() ?? []) open.until = Math.max(open.until, at + quietMs);
    },
    /** Time has passed on all buses. */
    passed(at: number): void {
      if (opened === 0) return;
      for (const bus of buses.values()) for (const open of bus.open.values()) if (at > open.until) finish(bus, open);
    },
    finish(): void {
      for (const bus of buses.values()) for (const open of bus.open.values()) finish(bus, open);
    },
  };
};
