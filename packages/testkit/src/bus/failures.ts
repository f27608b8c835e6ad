import { Never, type Handler } from "@omni/platform/bus";
import { expect, test } from "vitest";
import { eventually, message, taker, textOf, type Given } from "./bench.ts";

/** What becomes of messages that a handler does not take. */
export function busFailures(under: () => Given): void {
  test("a message that fails for a while is tried again in place, and those behind it wait", async () => {
    const { bench, publish, consume, deadLetters } = under();
    let failures = 3;
    const { taken, handler } = taker((text) => {
      if (text === "2" && failures-- > 0) throw new Error("not yet");
    });
    await consume("patient", handler);
    await publish("1", "2", "3");
    await eventually(bench, () => taken.length >= 3);
    expect(taken).toEqual(["1", "2", "3"]);
    expect(await deadLetters("patient")).toEqual([]);
  });

  test("a message that keeps failing is dead-lettered with group, reason and original; the others go on", async () => {
    const { bench, topic, publish, consume, deadLetters } = under();
    const { taken, batches, handler } = taker((text) => {
      if (text === "bad") throw new Error("it hurts");
    });
    await publish("1", "bad", "3");
    await consume("strict", handler);
    await eventually(bench, () => taken.includes("3"));
    expect(taken).toEqual(["1", "3"]);
    expect(batches.filter((batch) => batch.length === 1 && batch[0] === "bad").length).toBe(4);
    const letters = await deadLetters("strict");
    expect(
      letters.map((letter) => [letter.group, letter.reason, letter.message.topic, textOf(letter.message)]),
    ).toEqual([["strict", "it hurts", topic, "bad"]]);
    expect(await deadLetters("another")).toEqual([]);
  });

  test("a message that will never be taken is dead-lettered without retries", async () => {
    const { bench, publish, consume, deadLetters } = under();
    const { taken, batches, handler } = taker((text) => {
      if (text === "alien") throw new Never("unknown shape");
    });
    await publish("1", "alien", "3");
    await consume("strict", handler);
    await eventually(bench, () => taken.includes("3"));
    expect(taken).toEqual(["1", "3"]);
    expect(batches.filter((batch) => batch.length === 1 && batch[0] === "alien").length).toBe(1);
    expect((await deadLetters("strict")).map((letter) => letter.reason)).toEqual(["unknown shape"]);
  });

  test("while a group is not ready nothing is lost and nothing dead-lettered, however long it lasts", async () => {
    const { bench, publish, consume, deadLetters } = under();
    let ready = true;
    const { taken, handler } = taker(() => {
      if (taken.length > 0 && !ready) throw new Error("the store is away");
    });
    const going: Handler = async (batch) => {
      if (batch.some((given) => textOf(given) === "2") && tries++ === 0) ready = false;
      await handler(batch);
    };
    let tries = 0;
    await consume("pausing", going, { ready: () => ready });
    await publish("1");
    await eventually(bench, () => taken.length === 1);
    await publish("2", "3");
    await eventually(bench, () => tries > 0);
    await bench.pass(15_000);
    expect(taken).toEqual(["1"]);
    ready = true;
    await eventually(bench, () => taken.length >= 3);
    expect(taken).toEqual(["1", "2", "3"]);
    expect(await deadLetters("pausing")).toEqual([]);
  });

  test("a group that is not ready for one topic goes on with the others", async () => {
    const { bench, topic } = under();
    const other = await bench.topic();
    const { taken, handler } = taker();
    let ready = false;
    const isReady = (asked: string) => asked !== topic || ready;
    await bench.bus().consume({ topics: [topic, other], group: "choosy", handler, ready: isReady });
    await bench.bus().publish([message(topic, "tnt/1", "waits"), message(other, "tnt/1", "goes on")]);
    await eventually(bench, () => taken.length > 0);
    await bench.pass(5_000);
    expect(taken).toEqual(["goes on"]);
    ready = true;
    await eventually(bench, () => taken.length > 1);
  });
}
