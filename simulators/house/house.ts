import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Subject } from "rxjs";
import type { VehicleEvent } from "../../contract/events.ts";
import type { WarningEvent } from "../../contract/warning.ts";
import { type Car, createCar, type Death } from "./car.ts";
import { createDesk, type Desk } from "./desk.ts";
import { createNetwork, type Network } from "./network.ts";
import { createPipeline } from "./parts.ts";
import { rideOf, rideSeconds } from "./ride.ts";
import { createWorld, type World } from "./world.ts";

/** What one seed came to. */
export interface Lived {
  readonly seed: number;
  /** Invariants that did not hold; empty when all is well. */
  readonly faults: readonly string[];
  /** SHA-256 of all that happened. */
  readonly digest: string;
  readonly story: readonly string[];
  readonly warnings: number;
  readonly tickets: number;
}

const cars = 2;
/** Trouble begins and ends while the cars drive, and a while after. */
const troubleMs = (rideSeconds + 120) * 1_000;
/** Virtual time in which everything that waits must have arrived once all is well again. */
const healingMs = 1_800_000;

const deaths: readonly Death[] = ["before", "after"];

/** What chance does to the house; each at an instant of its own. */
const makeTrouble = (world: World, network: Network, fleet: readonly Car[], desk: Desk): void => {
  const random = world.random("trouble");
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random.unit() * items.length)];
  const some = (most: number): number => Math.floor(random.unit() * (most + 1));
  const at = (ms: number, run: () => void): void => void world.after(ms, run);
  const times = (most: number, act: () => void): void => {
    for (let left = some(most); left > 0; left -= 1) at(random.unit() * troubleMs, act);
  };
  network.become({
    slow: [1, pick([20, 300, 5_000]) ?? 20],
    repeats: pick([0, 0.1, 0.5]) ?? 0,
    loses: pick([0, 0.2, 0.6]) ?? 0,
  });
  times(4, () => {
    const car = pick(fleet);
    const ms = pick([500, 20_000, 120_000]) ?? 500;
    if (car === undefined) return;
    world.tell("network", `cuts ${car.vehicleId} for ${ms} ms`);
    network.cut(car.vehicleId, ms);
  });
  times(3, () => pick(fleet)?.kill());
  times(4, () => pick(fleet)?.killAtCommit(pick(deaths) ?? "after"));
  times(2, desk.kill);
  times(4, () => desk.killAtCommit(pick(deaths) ?? "after"));
  times(2, () => {
    desk.setDown(true);
    at(random.unit() * 60_000, () => desk.setDown(false));
  });
  times(2, () => {
    const car = pick(fleet);
    car?.setDiskFull(true);
    at(random.unit() * 60_000, () => car?.setDiskFull(false));
  });
  times(1, () => pick(fleet)?.stepClock((pick([-1, 1]) ?? 1) * 86_400_000 * (1 + some(2_000))));
  times(6, () => void desk.note());
};

/** The warnings of a ride in which nothing goes wrong. */
const warningsOf = (vehicleId: string, ride: readonly VehicleEvent[]): readonly WarningEvent[] => {
  const events = new Subject<VehicleEvent>();
  const warnings: WarningEvent[] = [];
  createPipeline({ vehicleId })
    .run(events)
    .subscribe((warning) => warnings.push(warning));
  for (const event of ride) events.next(event);
  return warnings;
};

const holdsAfterwards = (world: World, car: Car, ride: readonly VehicleEvent[], desk: Desk): void => {
  const { vehicleId } = car;
  const expected = warningsOf(vehicleId, ride).map((warning) => JSON.stringify(warning));
  const stored = car.stored().map((warning) => JSON.stringify(warning));
  if (stored.join("\n") !== expected.join("\n"))
    world.accuse(`${vehicleId}: stored other warnings than the ride gives: ${stored.length} for ${expected.length}`);
  const arrived = desk
    .ask('select "eventId" from occurrence where "vehicleId" = ?', vehicleId)
    .map(({ eventId }) => eventId);
  for (const { id } of car.stored()) {
    const times = arrived.filter((eventId) => eventId === id).length;
    if (times !== 1) world.accuse(`${vehicleId}: ${id} arrived ${times} times`);
  }
  if (arrived.length !== new Set(car.stored().map(({ id }) => id)).size)
    world.accuse(`${vehicleId}: ${arrived.length} events arrived, ${car.stored().length} were stored`);
  if (car.waiting() !== 0) world.accuse(`${vehicleId}: ${car.waiting()} messages still wait`);
};

const deskHolds = (world: World, desk: Desk): void => {
  for (const { problemId, open } of desk.ask(
    'select "problemId", count(*) as open from ticket where "isOpen" = 1 group by "problemId" having count(*) > 1',
  ))
    world.accuse(`bridge: ${String(open)} open tickets of ${String(problemId)}`);
  for (const { ticketId } of desk.ask(
    'select "ticketId" from ledger where "historyLength" <> (select count(*) from history where history."ticketId" = ledger."ticketId")',
  ))
    world.accuse(`bridge: the history of ${String(ticketId)} has holes`);
  const notes = desk.ask(
    "select note, count(*) as times from history where kind = 'note' group by note having count(*) > 1",
  );
  for (const { note, times } of notes) world.accuse(`bridge: "${String(note)}" was written ${String(times)} times`);
  const letters = desk.ask('select reason from "deadLetter"');
  for (const { reason } of letters) world.accuse(`bridge: a dead letter: ${String(reason)}`);
};

/** Lives through one seed: two cars, the network and a bridge, all that chance does to them, and then a quiet half hour. */
export const liveThrough = async (seed: number): Promise<Lived> => {
  const folder = mkdtempSync(join(tmpdir(), "fettle-house-"));
  const world = createWorld(seed);
  const network = createNetwork(world);
  const desk = createDesk(world, network, folder);
  const rides = Array.from({ length: cars }, (_, n) => rideOf(world.random(`ride ${n}`), world.wallMs()));
  const fleet = rides.map((ride, n) => {
    const own = join(folder, `car-${n}`);
    mkdirSync(own);
    return createCar(world, network, own, `car-${n}`, ride);
  });
  try {
    await desk.boot();
    for (const car of fleet) car.boot();
    makeTrouble(world, network, fleet, desk);
    await world.run(troubleMs);
    world.tell("house", "all is well again");
    network.heal();
    desk.heal();
    for (const car of fleet) car.heal();
    const isQuiet = (): boolean => desk.isAlive() && fleet.every((car) => car.arrived() && car.waiting() === 0);
    if (!(await world.run(healingMs, isQuiet))) world.accuse("house: something still waits after half an hour");
    for (const [n, car] of fleet.entries()) holdsAfterwards(world, car, rides[n] ?? [], desk);
    deskHolds(world, desk);
    const [{ tickets } = { tickets: 0 }] = desk.ask("select count(*) as tickets from ticket");
    return {
      seed,
      faults: world.faults,
      digest: world.digest(),
      story: world.story,
      warnings: fleet.reduce((sum, car) => sum + car.stored().length, 0),
      tickets: Number(tickets),
    };
  } finally {
    for (const car of fleet) car.close();
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
