import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore, type Store } from "../../../../cloud-bridge/platform/database/store.ts";
import {
  type Change,
  lastPosition,
  noteChanges,
  type PlacedChange,
  pruneChanges,
  readChanges,
} from "../../../../cloud-bridge/platform/feed/feed.ts";
import { followFeed } from "../../../../cloud-bridge/platform/feed/follow.ts";
import { movedClock } from "../../../support/moved-clock.ts";
import { onBothDatabases } from "../database/both.ts";

const change = (id: string, at = 0): Change => ({ noun: "ticket", id, at, centreId: "centre-1" });

onBothDatabases("the feed", ({ name, place }) => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore(await place());
  });
  afterEach(() => store.close());

  const note = (...changes: Change[]): Promise<void> => store.transaction("test", (db) => noteChanges(db, changes));
  const idsAfter = async (position: number): Promise<string[]> =>
    (await readChanges(store, position, 100)).map(({ ids, position: at }) => `${at} ${ids.join("+")}`);

  test("gives what a transaction changed of one kind the next position, and none to a transaction that was given up", async () => {
    await note(change("a"), change("b"));
    const given = store.transaction("test", async (db) => {
      await noteChanges(db, [change("lost")]);
      throw new Error("given up");
    });
    await expect(given).rejects.toThrow("given up");
    await note();
    await note(change("c"));
    await note(change("c"), { ...change("car"), noun: "vehicle" }, change("c"));
    expect(await idsAfter(0)).toEqual(["1 a+b", "2 c", "3 c", "4 car"]);
    expect(await idsAfter(2)).toEqual(["3 c", "4 car"]);
    expect(await lastPosition(store)).toBe(4);
  });

  test("forgets by age, and goes on counting", async () => {
    for (const one of [change("old", 1), change("old too", 2), change("new", 10), change("set back", 3)])
      await note(one);
    await pruneChanges(store, 5);
    // What stands behind something younger stays: a reader must find no hole.
    expect(await idsAfter(0)).toEqual(["3 new", "4 set back"]);
    await pruneChanges(store, 100);
    await note(change("next", 100));
    expect(await idsAfter(0)).toEqual(["5 next"]);
  });

  test("a reader that follows while many write, each as slow as it likes, sees everything once and in order", async () => {
    const seen: PlacedChange[] = [];
    const writers = 12;
    const each = 8;
    const writing = Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let n = 0; n < each; n += 1)
          await store.transaction("test", async (db) => {
            await noteChanges(db, [change(`${writer}/${n}`), change(`${writer}/${n} too`)]);
            // Whoever noted first takes longest to commit.
            if (name === "postgres") await sql`select pg_sleep(${((writer * 7 + n * 3) % 10) / 2_000})`.execute(db);
          });
      }),
    );
    while (seen.length < writers * each) {
      seen.push(...(await readChanges(store, seen.at(-1)?.position ?? 0, 5)));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await writing;
    expect(seen.map(({ position }) => position)).toEqual(seen.map((_, index) => index + 1));
    expect(new Set(seen.flatMap(({ ids }) => ids)).size).toBe(writers * each * 2);
  });

  describe("followed", () => {
    const setUp = async () => {
      const clock = movedClock();
      const told: string[] = [];
      const feed = await followFeed({
        store,
        clock,
        onChanges: (changes) => void told.push(changes.flatMap(({ ids }) => ids).join(" ")),
        onGap: () => void told.push("gap"),
        onFailure: (error) => void told.push(String(error)),
      });
      const heard = async (count: number): Promise<readonly string[]> => {
        while (told.length < count) await new Promise((resolve) => setImmediate(resolve));
        return told;
      };
      return { clock, told, feed, heard };
    };

    test("from now on, each change once, what came together as one", async () => {
      await note(change("before"));
      const { clock, feed, heard } = await setUp();
      await note(change("a"));
      feed.wake();
      await note(change("b"));
      feed.wake();
      expect(await feed.lag()).toBe(2);
      clock.move(10);
      await heard(1);
      await note(change("c"));
      // The look before may not have ended yet: then this one follows it.
      feed.wake();
      while ((await feed.lag()) > 0) clock.move(10);
      expect(await heard(2)).toEqual(["a b", "c"]);
      await feed.close();
    });

    test("sees what another bridge wrote without being told, where there can be another", async () => {
      const { clock, told, feed, heard } = await setUp();
      await note(change("another's"));
      clock.move(249);
      expect(told).toEqual([]);
      if (name === "postgres") {
        clock.move(1);
        expect(await heard(1)).toEqual(["another's"]);
      } else expect(clock.waiting()).toBe(0);
      await feed.close();
    });

    test("says so when changes were forgotten before they were read, and goes on behind them", async () => {
      const { clock, feed, heard } = await setUp();
      await note(change("missed", 1));
      await note(change("seen", 10));
      await pruneChanges(store, 5);
      feed.wake();
      clock.move(10);
      expect(await heard(2)).toEqual(["gap", "seen"]);
      await feed.close();
    });
  });
});
