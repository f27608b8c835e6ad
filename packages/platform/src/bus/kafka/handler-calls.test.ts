import fc from "fast-check";
import { expect, test } from "vitest";
import type { Message } from "../port.ts";
import { handlerCalls } from "./handler-calls.ts";

const message = (topic: string, key: string): Message => ({ topic, key, headers: {}, value: new Uint8Array() });
const keysOf = (batch: readonly Message[]): string => batch.map(({ key }) => key).join("");

/** Hands batches over, all in one turn, to a handler that refuses some keys; what it was called with, in order. */
async function handedOver(batches: readonly (readonly Message[])[], batchMax: number, refused = "") {
  const story: string[] = [];
  let running = 0;
  const { handle } = handlerCalls(async (batch) => {
    running += 1;
    expect(running).toBe(1);
    story.push(keysOf(batch));
    await Promise.resolve();
    running -= 1;
    if (batch.some(({ key }) => refused.includes(key))) throw new Error(keysOf(batch));
  }, batchMax);
  const outcomes = await Promise.allSettled(batches.map((batch) => handle(batch)));
  return { story, outcomes };
}

test("batches of several partitions go over in one call, within the size of a batch", async () => {
  const batches = ["ab", "c", "def", "g"].map((keys) => keys.split("").map((key) => message("t", key)));
  expect((await handedOver(batches, 100)).story).toEqual(["abcdefg"]);
  expect((await handedOver(batches, 4)).story).toEqual(["abc", "defg"]);
  expect((await handedOver(batches, 1)).story).toEqual(["ab", "c", "def", "g"]);
});

test("batches of different topics do not go over together", async () => {
  const batches = [[message("t", "a")], [message("t", "b")], [message("u", "c")], [message("t", "d")]];
  expect((await handedOver(batches, 100)).story).toEqual(["ab", "c", "d"]);
});

test("when a common call fails each batch is called alone, and only the guilty one is refused", async () => {
  const batches = ["ab", "cd", "ef"].map((keys) => keys.split("").map((key) => message("t", key)));
  const { story, outcomes } = await handedOver(batches, 100, "d");
  expect(story).toEqual(["abcdef", "ab", "cd", "ef"]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("what is to go over alone does, also when others wait beside it", async () => {
  const story: string[] = [];
  const calls = handlerCalls(async (batch) => void story.push(keysOf(batch)), 100);
  const one = (key: string) => [message("t", key)];
  await Promise.all([
    calls.handle(one("a")),
    calls.handleAlone(one("b")),
    calls.handle(one("c")),
    calls.handle(one("d")),
  ]);
  expect(story).toEqual(["a", "b", "cd"]);
});

test("every batch is answered by what a call of the handler did with all of it", async () => {
  const batch = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f"), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(batch, { maxLength: 8 }),
      fc.nat(6),
      fc.constantFrom("", "a", "bc"),
      async (keys, max, refused) => {
        const batches = keys.map((list) => list.map((key) => message("t", key)));
        const { outcomes } = await handedOver(batches, max + 1, refused);
        const expected = keys.map((list) => (list.some((key) => refused.includes(key)) ? "rejected" : "fulfilled"));
        expect(outcomes.map(({ status }) => status)).toEqual(expected);
      },
    ),
    { numRuns: 200 },
  );
});
