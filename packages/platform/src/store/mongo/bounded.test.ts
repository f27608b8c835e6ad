import { expect, test } from "vitest";
import { StoreAway } from "../store-away.ts";
import { bounded } from "./bounded.ts";

const named = (name: string, more: object = {}): Error => Object.assign(new Error("of the driver"), { name }, more);

const failing = (thrown: Error) => async () => {
  throw thrown;
};

test("an operation that does not answer is given up when its time is over", async () => {
  await expect(bounded(() => new Promise(() => undefined), 20)).rejects.toBeInstanceOf(StoreAway);
});

test.each([
  named("MongoNetworkError"),
  // How the driver says that its monitor has given up a server that hangs.
  named("MongoPoolClearedError"),
  named("PoolClearedOnNetworkError"),
  named("Error", { code: "EPIPE" }),
])("an operation whose connection is lost is repeated, as long as there is time: %s", async (lost) => {
  let attempts = 0;
  expect(await bounded(async () => (attempts++ === 0 ? failing(lost)() : "done"))).toBe("done");
  await expect(bounded(failing(lost), 10)).rejects.toMatchObject({ name: "StoreAway", cause: lost });
});

test.each([
  named("MongoServerSelectionError"),
  named("MongoNetworkTimeoutError"),
  named("MongoWriteConcernError"),
  named("MongoServerError", { code: 10_107 }),
  named("Error", { code: "ECONNREFUSED" }),
])("a server that cannot answer is away: %s", async (thrown) => {
  await expect(bounded(failing(thrown))).rejects.toBeInstanceOf(StoreAway);
});

test.each([
  named("MongoServerError", { code: 2 }),
  named("MongoServerError", { code: 11_000 }),
  named("StrictModeError"),
  new TypeError("of our own"),
])("a mistake of ours stays what it is: %s", async (thrown) => {
  await expect(bounded(failing(thrown))).rejects.toBe(thrown);
});
