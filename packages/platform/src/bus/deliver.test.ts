import { expect, test } from "vitest";
import { silentLog } from "../log/index.ts";
import { deliver, type Delivery } from "./deliver.ts";
import { Never, type Message } from "./port.ts";

const message = (key: string): Message => ({ topic: "t", key, headers: {}, value: new Uint8Array() });
const batchOf = (...keys: readonly string[]) => keys.map(message);

type Fate = (key: string, attempt: number) => Error | undefined;

/** Delivers a batch to a handler that fails as told, and writes down all that happens; waits pass at once. */
async function delivered(
  keys: readonly string[],
  fate: Fate,
  more: Partial<Delivery> = {},
): Promise<readonly string[]> {
  const story: string[] = [];
  const attempts = new Map<string, number>();
  await deliver(batchOf(...keys), {
    handler: async (batch) => {
      story.push(`try ${batch.map(({ key }) => key).join("")}`);
      for (const { key } of batch) {
        const attempt = (attempts.get(key) ?? 0) + 1;
        attempts.set(key, attempt);
        const error = fate(key, attempt);
        if (error) throw error;
      }
    },
    ready: () => true,
    sleep: async (milliseconds) => void story.push(`wait ${milliseconds}`),
    stopping: new AbortController().signal,
    taken: (count) => void story.push(`taken ${count}`),
    bury: async ({ key }, reason) => void story.push(`bury ${key}: ${reason}`),
    log: silentLog,
    ...more,
  });
  return story;
}

const fine: Fate = () => undefined;

test("a batch that is taken is tried once", async () => {
  expect(await delivered(["a", "b"], fine)).toEqual(["try ab", "taken 2"]);
});

test("after a failure each message is tried alone, in order, and the next only when the one before is done", async () => {
  const failsTwice: Fate = (key, attempt) => (key === "a" && attempt <= 3 ? new Error("not yet") : undefined);
  expect(await delivered(["a", "b"], failsTwice)).toEqual([
    "try ab",
    "try a",
    "wait 50",
    "try a",
    "wait 200",
    "try a",
    "taken 1",
    "try b",
    "taken 2",
  ]);
});

test("a message is tried again after 50, 200 and 800 ms, then dead-lettered, and those behind it go on", async () => {
  const hopeless: Fate = (key) => (key === "a" ? new Error("it hurts") : undefined);
  expect(await delivered(["a", "b"], hopeless)).toEqual([
    "try ab",
    "try a",
    "wait 50",
    "try a",
    "wait 200",
    "try a",
    "wait 800",
    "try a",
    "bury a: it hurts",
    "taken 1",
    "try b",
    "taken 2",
  ]);
});

test("a batch of one message counts as its first try", async () => {
  const hopeless: Fate = () => new Error("it hurts");
  expect(await delivered(["a"], hopeless)).toEqual([
    "try a",
    "wait 50",
    "try a",
    "wait 200",
    "try a",
    "wait 800",
    "try a",
    "bury a: it hurts",
    "taken 1",
  ]);
});

test("Never is dead-lettered at once, also when a retry says it", async () => {
  const never: Fate = (key) => (key === "b" ? new Never("alien") : undefined);
  expect(await delivered(["a", "b"], never)).toEqual([
    "try ab",
    "try a",
    "taken 1",
    "try b",
    "bury b: alien",
    "taken 2",
  ]);
  const later: Fate = (_key, attempt) => (attempt === 2 ? new Never("alien after all") : new Error("not yet"));
  expect(await delivered(["a"], later)).toEqual(["try a", "wait 50", "try a", "bury a: alien after all", "taken 1"]);
});

test("a failure while the group is not ready does not count, however often", async () => {
  let failures = 0;
  let polls = 0;
  const away: Fate = () => (failures++ < 10 ? new Error("the store is away") : undefined);
  // Ready before a try, not ready right after it failed.
  const ready = () => failures === 0 || failures > 10 || ++polls % 3 === 0;
  const story = await delivered(["a"], away, { ready });
  expect(story.filter((line) => line.startsWith("bury"))).toEqual([]);
  expect(story.at(-1)).toBe("taken 1");
  expect(new Set(story.filter((line) => line.startsWith("wait")))).toEqual(new Set(["wait 100"]));
});

test("a dead letter that cannot be kept is tried again until it is, and nothing goes past it", async () => {
  let failures = 0;
  const bury = async () => {
    if (failures++ < 20) throw new Error("disk full");
  };
  const story = await delivered(["a", "b"], (key) => (key === "a" ? new Never("alien") : undefined), { bury });
  expect(story.filter((line) => line === "wait 800")).toHaveLength(20);
  expect(story.slice(-3)).toEqual(["taken 1", "try b", "taken 2"]);
});

test("stopping ends waits and retries; what is not done is neither taken nor dead-lettered", async () => {
  for (const stopAt of ["wait 50", "wait 800"]) {
    const stopping = new AbortController();
    const sleep = async (milliseconds: number) => {
      if (`wait ${milliseconds}` === stopAt) stopping.abort();
    };
    const story = await delivered(["a", "b"], (key) => (key === "b" ? new Error("not yet") : undefined), {
      stopping: stopping.signal,
      sleep,
    });
    expect(story.filter((line) => !line.startsWith("try"))).toEqual(["taken 1"]);
  }
});

test("stopping while not ready, or while a dead letter cannot be kept, returns without a trace", async () => {
  const stopped = new AbortController();
  stopped.abort();
  expect(await delivered(["a"], fine, { stopping: stopped.signal })).toEqual([]);
  const stopping = new AbortController();
  const story = await delivered(["a"], () => new Never("alien"), {
    stopping: stopping.signal,
    bury: async () => {
      stopping.abort();
      throw new Error("disk full");
    },
  });
  expect(story).toEqual(["try a", "wait 800"]);
});

test("what a handler throws is told in at most 500 characters, whatever it is", async () => {
  const story = await delivered(["a"], () => new Never("x".repeat(2_000)));
  expect(story[1]?.length).toBe("bury a: ".length + 500);
});
