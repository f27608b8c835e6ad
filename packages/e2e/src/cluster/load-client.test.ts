import { expect, test } from "vitest";
import type { Attempt } from "../crash/history.ts";
import type { SendOnce } from "../crash/keyed-client.ts";
import { failuresIn, loadClient, longestWaitMs } from "./load-client.ts";

const noPause = { againMs: 0, pauseMaxMs: 0 };

/** A rail that fails so often before each of these numbers of answers. */
function failing(plan: Readonly<Record<number, readonly Attempt[]>>) {
  const keys: string[] = [];
  const left = new Map(Object.entries(plan).map(([number, attempts]) => [Number(number), [...attempts]]));
  let answered = 0;
  const send: SendOnce = async ({ key }) => {
    keys.push(key);
    const failure = left.get(answered)?.shift();
    if (failure) return failure;
    answered++;
    return { outcome: "accepted", replayed: false, etag: "", body: `{"data":{"id":"jrn_x"}}` };
  };
  return { keys, way: { send, close: () => undefined } };
}

test("a command is sent under its key until it is answered, and its wait counts from the first try", async () => {
  const lost: Attempt = { outcome: "unknown", why: "connection lost" };
  const { keys, way } = failing({ 1: [lost, { outcome: "unknown", why: "503 store.unavailable" }, lost] });
  const client = loadClient("c", way, (from) => from, noPause);
  await client.drive(() => false);
  expect(keys).toEqual(["c-0", "c-1", "c-1", "c-1", "c-1", "c-2", "c-3", "c-4", "c-5", "c-6"]);
  expect(client.finished()).toBe(true);
  expect(client.waitsMs).toHaveLength(7);
  expect(longestWaitMs([client])).toBe(client.waitsMs[1]);
  expect(failuresIn([client])).toBe("connection lost 2, 503 store.unavailable 1");
});

test("a refusal ends the load: no chaos may make the rail refuse what is right", async () => {
  const { way } = failing({ 2: [{ outcome: "refused", status: 409, code: "journey.step_mismatch" }] });
  const client = loadClient("c", way, (from) => from, noPause);
  await expect(client.drive(() => true)).rejects.toThrow("409 journey.step_mismatch");
});
