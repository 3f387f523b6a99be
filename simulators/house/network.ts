import { downFilter } from "../../contract/wire/topics.ts";
import type { Random } from "../vehicle/random.ts";
import type { Broker, BrokerEvents, Connection, ConnectionEvents, UplinkOptions } from "./parts.ts";
import type { World } from "./world.ts";

/** What the network does to whoever uses it. Spans in ms, shares from 0 to 1. */
export interface Weather {
  /** Least and most that a packet is under way. */
  readonly slow: readonly [number, number];
  /** Share of the publishes that the broker hands on twice, as after a PUBACK that got lost. */
  readonly repeats: number;
  /** Share of what is told with QoS 0 that is lost. */
  readonly loses: number;
}

/** One connection as both of its ends see it: after a cut each end believes in it until it notices. */
interface Link {
  readonly vehicleId: string;
  readonly events: ConnectionEvents;
  readonly waiting: Set<(acknowledged: boolean) => void>;
  /** Packets pass. */
  whole: boolean;
  carAlive: boolean;
  bridgeAlive: boolean;
  listens: boolean;
  /** A stream keeps its order: nothing overtakes what was sent before it. */
  upAt: number;
  downAt: number;
}

const noticesAfterMs = 60_000;
const refusedAfterMs = 3_000;

/** The way between cars and bridge: TCP and MQTT 3.1.1 with QoS 1, as far as either side can tell. */
export const createNetwork = (world: World) => {
  const random: Random = world.random("network");
  const links = new Map<string, Link>();
  const cutUntil = new Map<string, number>();
  let weather: Weather = { slow: [1, 40], repeats: 0, loses: 0 };
  let bridge: BrokerEvents | undefined;

  const span = (least: number, most: number): number => least + random.unit() * (most - least);
  const underWay = (): number => span(weather.slow[0], weather.slow[1]);
  const isCut = (vehicleId: string): boolean => (cutUntil.get(vehicleId) ?? 0) > world.now();

  const up = (link: Link, arrive: (events: BrokerEvents) => void): void => {
    link.upAt = Math.max(link.upAt, world.now() + underWay());
    const events = bridge;
    world.after(link.upAt - world.now(), () => {
      if (link.whole && link.bridgeAlive && events !== undefined && events === bridge) arrive(events);
    });
  };
  const down = (link: Link, arrive: () => void): void => {
    link.downAt = Math.max(link.downAt, world.now() + underWay());
    world.after(link.downAt - world.now(), () => {
      if (link.whole && link.carAlive) arrive();
    });
  };

  const endCar = (link: Link, why: string): void => {
    if (!link.carAlive) return;
    link.carAlive = false;
    for (const resolve of link.waiting) resolve(false);
    link.waiting.clear();
    link.events.ended({ why: "closed", detail: why });
  };
  const endBridge = (link: Link): void => {
    if (!link.bridgeAlive) return;
    link.bridgeAlive = false;
    link.listens = false;
    if (links.get(link.vehicleId) === link) links.delete(link.vehicleId);
    bridge?.onPresence(link.vehicleId, "offline");
  };
  /** Nobody is told: each end finds out by itself, or never. */
  const tear = (link: Link): void => {
    if (!link.whole) return;
    link.whole = false;
    world.after(span(0, noticesAfterMs), () => endCar(link, "no answer to a ping"));
    world.after(span(0, noticesAfterMs), () => endBridge(link));
  };

  const open = (vehicleId: string, events: ConnectionEvents): Link => {
    const link: Link = {
      vehicleId,
      events,
      waiting: new Set(),
      whole: true,
      carAlive: true,
      bridgeAlive: false,
      listens: false,
      upAt: 0,
      downAt: 0,
    };
    const refuse = (why: string): void => void world.after(span(5, refusedAfterMs), () => endCar(link, why));
    world.after(underWay(), () => {
      if (!link.carAlive) return;
      if (isCut(vehicleId) || bridge === undefined) {
        refuse("cannot be reached");
        return;
      }
      const before = links.get(vehicleId);
      // MQTT 3.1.1, 3.1.4: a second connection of one client ends the first.
      if (before !== undefined) {
        endBridge(before);
        before.whole = false;
        endCar(before, "taken over");
      }
      link.bridgeAlive = true;
      links.set(vehicleId, link);
      bridge.onPresence(vehicleId, "online");
      down(link, () =>
        up(link, (broker) => {
          link.listens = true;
          broker.onListening(vehicleId);
          down(link, () => events.connected(4));
        }),
      );
    });
    return link;
  };

  /** The car's end, in place of MQTT.js. */
  const connect: NonNullable<UplinkOptions["connect"]> = (
    _broker,
    _credentials,
    _version,
    filter,
    _will,
    events,
  ): Connection => {
    const vehicleId = filter.split("/")[2] ?? "";
    const link = open(vehicleId, events);
    return {
      publish: (topic, payload) =>
        new Promise((resolve) => {
          if (!link.carAlive) {
            resolve(false);
            return;
          }
          link.waiting.add(resolve);
          const hand = (broker: BrokerEvents): void =>
            broker.onPublish(vehicleId, topic, Buffer.from(payload), (error) => {
              if (broker !== bridge) return;
              // A callback error closes the socket, and the client sends again.
              if (error !== undefined) {
                world.after(underWay(), () => endCar(link, "closed by the broker"));
                endBridge(link);
                return;
              }
              down(link, () => {
                if (link.waiting.delete(resolve)) resolve(true);
              });
            });
          up(link, (broker) => {
            hand(broker);
            if (random.unit() < weather.repeats) world.after(underWay(), () => broker === bridge && hand(broker));
          });
        }),
      close: () => {
        link.carAlive = false;
        up(link, () => endBridge(link));
        return Promise.resolve();
      },
    };
  };

  /** The bridge's end, in place of the embedded broker. */
  const listen = (_host: string, port: number, events: BrokerEvents): Promise<Broker> => {
    bridge = events;
    const toCar = (topic: string): Link | undefined => {
      if (bridge !== events) return undefined;
      const [, , vehicleId = ""] = topic.split("/");
      const link = links.get(vehicleId);
      return link?.listens === true && topic.startsWith(downFilter(vehicleId).slice(0, -1)) ? link : undefined;
    };
    return Promise.resolve({
      port,
      connections: () => links.size,
      isOpen: () => bridge === events,
      isListening: (vehicleId) => bridge === events && links.get(vehicleId)?.listens === true,
      tell(topic, payload) {
        const link = toCar(topic);
        if (link === undefined || random.unit() < weather.loses) return;
        down(link, () => link.events.message(topic, Buffer.from(payload)));
      },
      deliver(vehicleId, topic, payload) {
        const link = toCar(topic);
        if (link === undefined) return;
        down(link, () => {
          link.events.message(topic, Buffer.from(payload));
          up(link, (broker) => broker.onAcknowledged(vehicleId, payload));
        });
      },
      close: () => Promise.resolve(),
    });
  };

  return {
    connect,
    listen,
    become(next: Weather): void {
      weather = next;
    },
    /** No packet of this vehicle passes for so long. */
    cut(vehicleId: string, ms: number): void {
      cutUntil.set(vehicleId, world.now() + ms);
      const link = links.get(vehicleId);
      if (link !== undefined) tear(link);
    },
    heal(): void {
      cutUntil.clear();
      weather = { slow: [1, 40], repeats: 0, loses: 0 };
    },
    /** The car's process is gone: its system closes the socket, or the power went with it and nobody says so. */
    carDied(vehicleId: string): void {
      const link = links.get(vehicleId);
      if (link === undefined) return;
      link.carAlive = false;
      link.waiting.clear();
      if (random.unit() < 0.5) world.after(underWay(), () => endBridge(link));
      else tear(link);
    },
    bridgeDied(): void {
      bridge = undefined;
      for (const link of links.values()) {
        link.bridgeAlive = false;
        link.listens = false;
        world.after(underWay(), () => endCar(link, "closed by the peer"));
      }
      links.clear();
    },
  };
};
export type Network = ReturnType<typeof createNetwork>;
