import { expect, test } from "vitest";
import { gather } from "./gather.ts";

test("what arrives while a round runs shares the next one, and each gets its own answer", async () => {
  const rounds: (readonly number[])[] = [];
  const { add, rest } = gather<number, string>(async (works) => {
    rounds.push(works);
    await new Promise(setImmediate);
    return works.map(String);
  });
  const first = add(1);
  const others = [add(2), add(3)];
  expect(await Promise.all([first, ...others])).toEqual(["1", "2", "3"]);
  expect(rounds).toEqual([[1], [2, 3]]);
  await rest();
});

test("a round that fails fails for all that shared it, and the next one runs", async () => {
  let fails = true;
  const { add } = gather<number, number>(async (works) => {
    if (fails) throw new Error("away");
    return works;
  });
  await expect(add(1)).rejects.toThrow("away");
  fails = false;
  expect(await add(2)).toBe(2);
});

test("rest waits for what is in hand", async () => {
  let done = false;
  const { add, rest } = gather<number, number>(async (works) => {
    await new Promise(setImmediate);
    done = true;
    return works;
  });
  void add(1);
  await rest();
  expect(done).toBe(true);
});
