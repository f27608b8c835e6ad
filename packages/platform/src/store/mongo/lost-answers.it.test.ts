import { describe, expect, test } from "vitest";
import { losingProxy } from "./testing/losing-proxy.ts";
import { scope, serverPort, shape, testDatabase, writeOf } from "./testing/test-adapter.ts";

const committed = { kind: "committed" };

// The driver tries again by itself, but not always: what it leaves to us is seen when it never does.
const ways = [
  { driver: "which tries again", parameters: "" },
  { driver: "which does not", parameters: "&retryWrites=false&retryReads=false" },
] as const;

/** An engine whose connections a test can end, and one that nothing happens to. */
async function bench(parameters: string) {
  const { adapter } = await testDatabase();
  const proxy = await losingProxy(serverPort());
  const engine = await adapter({ through: `mongodb://127.0.0.1:${proxy.port}/?directConnection=true${parameters}` });
  const other = await adapter();
  const commit = (version: number, text = `"${version}"`) =>
    engine.commit(shape, scope, "a", version - 1, writeOf({ version, text, events: [version] }));
  const stored = async () => (await other.load(shape, scope, "a"))?.text;
  const events = async () => (await other.readEvents(scope, "account/a", 1, 10)).map(({ sequence }) => sequence);
  return { proxy, engine, other, commit, stored, events };
}

describe.each(ways)("on a driver $driver", ({ parameters }) => {
  test("a write that has taken effect though its answer was lost is known again: it counts as committed, once", async () => {
    const { proxy, commit, stored, events } = await bench(parameters);
    proxy.lose("insert", "after");
    expect(await commit(1)).toEqual(committed);
    proxy.lose("$set", "after");
    expect(await commit(2)).toEqual(committed);
    expect([await stored(), await events()]).toEqual(['"2"', [1, 2]]);
  });

  test("a write that was lost on its way is made again", async () => {
    const { proxy, commit, stored, events } = await bench(parameters);
    proxy.lose("insert", "before");
    expect(await commit(1)).toEqual(committed);
    proxy.lose("$set", "before");
    expect(await commit(2)).toEqual(committed);
    expect([await stored(), await events()]).toEqual(['"2"', [1, 2]]);
  });

  test("a write that was lost while another took its version is a conflict, and leaves nothing", async () => {
    const { proxy, other, commit, stored } = await bench(parameters);
    await commit(1);
    proxy.lose("$set", "before", () => other.commit(shape, scope, "a", 1, writeOf({ version: 2, text: '"other"' })));
    expect(await commit(2)).toEqual({ kind: "conflict" });
    expect(await stored()).toBe('"other"');
  });

  test("a create that was lost while another took its id names that", async () => {
    const { proxy, other, commit, stored } = await bench(parameters);
    proxy.lose("insert", "before", () => other.commit(shape, scope, "a", 0, writeOf({ text: '"other"' })));
    expect(await commit(1)).toEqual({ kind: "duplicate", id: "a" });
    expect(await stored()).toBe('"other"');
  });

  test("a write whose version is long past when it asks again is not guessed at: nobody knows", async () => {
    const { proxy, other, commit } = await bench(parameters);
    await commit(1);
    proxy.lose("$set", "after", () => other.commit(shape, scope, "a", 2, writeOf({ version: 3, text: '"other"' })));
    // The driver's number of the write tells the server that it has done it.
    expect((await commit(2)).kind).toBe(parameters === "" ? "committed" : "unavailable");
  });

  test("reads do not notice that their connection was lost", async () => {
    const { proxy, engine, commit } = await bench(parameters);
    await commit(1);
    proxy.lose("find", "after");
    expect((await engine.load(shape, scope, "a"))?.version).toBe(1);
    proxy.lose("insert", "after");
    expect(await engine.outbox.pending(10)).toHaveLength(1);
  });
});
