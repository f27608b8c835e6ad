import { type Begin, startInOrder } from "@omni/platform/lifecycle";
import { silentLog } from "@omni/platform/log";
import { expect, test } from "vitest";
import { haltable } from "./halt.ts";

test("what is called off on its way is stopped once it is there, and all that was there before is stopped at once", async () => {
  const { halt, over, race } = haltable();
  const told: string[] = [];
  const [leaves, arrives] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const part = (name: string) => ({ stop: async () => void told.push(`-${name}`) });
  const work = async (begin: Begin) => {
    await begin("first", () => part("first"));
    await begin("slow", async () => {
      leaves.resolve();
      await arrives.promise;
      return part("slow");
    });
    told.push("never");
  };
  const working = Promise.withResolvers<void>();
  const starting = startInOrder({ log: silentLog }, (begin) => {
    working.resolve(work(over(begin)));
    return race(working.promise);
  });
  await leaves.promise;
  halt("Somebody stopped it.");
  halt("Somebody else did.");
  await expect(starting).rejects.toThrow("Somebody stopped it.");
  expect(told).toEqual(["-first"]);
  arrives.resolve();
  await expect(working.promise).rejects.toThrow("Somebody stopped it.");
  expect(told).toEqual(["-first", "-slow"]);
});

test("what is not called off comes to what it comes to", async () => {
  const { over, race, signal } = haltable();
  const begun: string[] = [];
  const begin: Begin = async (name, open) => (begun.push(name), open());
  const part = { stop: async () => undefined };
  expect(await race(over(begin)("one", () => part))).toBe(part);
  await expect(race(Promise.reject(new Error("its own")))).rejects.toThrow("its own");
  expect([begun, signal.aborted]).toEqual([["one"], false]);
});
