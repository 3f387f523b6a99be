import { describe, expect, test } from "vitest";
import { createGroupCommit } from "../../../cloud-bridge/inbox/group-commit.ts";

class StoreDown extends Error {}

/** A store that holds what it is given, unless it is told otherwise. */
const setUp = (maxBatch = 100) => {
  const batches: string[][] = [];
  const failures: string[] = [];
  let fault: (items: readonly string[]) => Error | undefined = () => undefined;
  const group = createGroupCommit<string>({
    maxBatch,
    isStoreDown: (error) => error instanceof StoreDown,
    setAside: (item, error) => `aside ${item}: ${error.message}`,
    onFailure: (error, items) => failures.push(`${error.message} ${items}`),
    async commit(items) {
      await Promise.resolve();
      const error = fault(items);
      if (error !== undefined) throw error;
      batches.push([...items]);
    },
  });
  const add = (item: string): Promise<string> =>
    new Promise((resolve) => group.add(item, (error) => resolve(error === undefined ? "stored" : error.message)));
  return {
    group,
    add,
    batches,
    failures,
    failWith: (next: typeof fault): void => {
      fault = next;
    },
  };
};

describe("group commit", () => {
  test("what comes in one turn is one batch, in its order", async () => {
    const { add, batches } = setUp();
    expect(await Promise.all(["a", "b", "c"].map(add))).toEqual(["stored", "stored", "stored"]);
    expect(batches).toEqual([["a", "b", "c"]]);
  });

  test("what comes while a batch is stored is the next one", async () => {
    const { add, batches, group } = setUp();
    const first = add("a").then(() => add("c"));
    const second = add("b");
    await Promise.all([first, second]);
    await group.drained();
    expect(batches).toEqual([["a", "b"], ["c"]]);
  });

  test("a batch takes no more than its most", async () => {
    const { add, batches } = setUp(2);
    await Promise.all(["a", "b", "c", "d", "e"].map(add));
    expect(batches).toEqual([["a", "b"], ["c", "d"], ["e"]]);
  });

  test("a faulty item is set aside and answered; the others are stored", async () => {
    const { add, batches, failWith } = setUp();
    failWith((items) => (items.includes("bad") ? new Error("no") : undefined));
    expect(await Promise.all(["a", "bad", "c"].map(add))).toEqual(["stored", "stored", "stored"]);
    expect(batches).toEqual([["a"], ["aside bad: no"], ["c"]]);
  });

  test("with the store down nobody is answered as stored, and nothing is tried one by one", async () => {
    const { add, failures, failWith, batches } = setUp();
    failWith(() => new StoreDown("down"));
    expect(await Promise.all(["a", "b", "c"].map(add))).toEqual(["down", "down", "down"]);
    expect(failures).toEqual(["down 3"]);
    failWith(() => undefined);
    expect(await add("a")).toBe("stored");
    expect(batches).toEqual([["a"]]);
  });

  test("what cannot even be set aside is refused", async () => {
    const { add, failWith } = setUp();
    failWith((items) => (items.some((item) => item.includes("bad")) ? new Error("no") : undefined));
    expect(await add("bad")).toBe("no");
  });

  test("drained waits for what is under way, and for nothing when nothing is", async () => {
    const { add, group, batches } = setUp();
    await group.drained();
    void add("a");
    await group.drained();
    expect(batches).toEqual([["a"]]);
  });
});
