import type { Message } from "@omni/platform/bus";
import { expect, test } from "vitest";
import { counted, eventually, message, taker, type Given } from "./bench.ts";

/** What arrives, where, in which order, and what a restart leaves of it. */
export function busDelivery(under: () => Given): void {
  test("a message arrives as it was published: topic, key, headers and every byte", async () => {
    const { bench, topic, consume } = under();
    const sent = {
      topic,
      key: "tnt_alpha/jrn_1",
      headers: { ce_id: "evt_1", note: "naïve — ع" },
      value: Uint8Array.from({ length: 256 }, (_, byte) => byte),
    };
    const received: Message[] = [];
    await consume("all", async (batch) => void received.push(...batch));
    await bench.bus().publish([sent]);
    await eventually(bench, () => received.length > 0);
    expect(received.map((got) => ({ ...got, headers: { ...got.headers }, value: [...got.value] }))).toEqual([
      { ...sent, value: [...sent.value] },
    ]);
  });

  test("a group begins at the start of its topic, and gets what comes later", async () => {
    const { bench, publish, consume } = under();
    const { taken, handler } = taker();
    await publish("before");
    await consume("late", handler);
    await publish("after");
    await eventually(bench, () => taken.length >= 2);
    expect(taken).toEqual(["before", "after"]);
  });

  test("messages of one key stay in order, in batches within the asked size", async () => {
    const { bench, publish, consume } = under();
    const { taken, batches, handler } = taker();
    await publish(...counted(25));
    await consume("ordered", handler, { batchMax: 10 });
    await Promise.all(counted(25, "more ").map((text) => publish(text)));
    await eventually(bench, () => taken.length >= 50);
    expect(taken).toEqual([...counted(25), ...counted(25, "more ")]);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(10);
  });

  test("each group gets every message; a group with two consumers gets each once", async () => {
    const { bench, publish, consume } = under();
    const one = taker();
    const two = taker();
    const other = taker();
    await consume("shared", one.handler);
    await consume("shared", two.handler);
    await consume("other", other.handler);
    await publish(...counted(20));
    await eventually(bench, () => one.taken.length + two.taken.length >= 20 && other.taken.length >= 20);
    await bench.pass(500);
    expect([...one.taken, ...two.taken].toSorted()).toEqual(counted(20).toSorted());
    expect(other.taken).toEqual(counted(20));
  });

  test("a consumer takes over where the stopped one of its group has left off", async () => {
    const { bench, publish, consume } = under();
    const first = taker();
    const second = taker();
    const consumer = await consume("shared", first.handler);
    await publish("1");
    await eventually(bench, () => first.taken.length > 0);
    await consume("shared", second.handler);
    await consumer.stop();
    await publish("2");
    await eventually(bench, () => second.taken.length > 0);
    expect([first.taken, second.taken]).toEqual([["1"], ["2"]]);
  });

  test("a stop finishes the batch in hand, and what was taken before it is not repeated after a restart", async () => {
    const { bench, publish, consume } = under();
    let finish: (() => void) | undefined;
    let finished = false;
    const consumer = await consume("slow", async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      finished = true;
    });
    await publish("1");
    await eventually(bench, () => finish !== undefined);
    const stopped = consumer.stop();
    await bench.pass(100);
    expect(finished).toBe(false);
    finish?.();
    await stopped;
    expect(finished).toBe(true);
    await bench.reopen();
    const { taken, handler } = taker();
    await consume("slow", handler);
    await publish("2");
    await eventually(bench, () => taken.length > 0);
    expect(taken).toEqual(["2"]);
  });

  test("what was published before a restart arrives after it", async () => {
    const { bench, publish, consume } = under();
    await publish("1", "2");
    await bench.reopen();
    const { taken, handler } = taker();
    await consume("later", handler);
    await eventually(bench, () => taken.length >= 2);
    expect(taken).toEqual(["1", "2"]);
  });

  test("lag counts what a group has not taken", async () => {
    const { bench, topic, publish, consume } = under();
    await publish("1", "2", "3");
    expect(await bench.bus().lag(topic, "counting")).toBe(3);
    const { taken, handler } = taker();
    await consume("counting", handler);
    await eventually(bench, async () => taken.length === 3 && (await bench.bus().lag(topic, "counting")) === 0);
  });

  test("an empty batch is published at once; a closed bus takes nothing", async () => {
    const { bench, topic } = under();
    await bench.bus().publish([]);
    const closed = bench.bus();
    await bench.reopen();
    await expect(closed.publish([message(topic, "tnt/1", "1")])).rejects.toThrow();
  });
}
