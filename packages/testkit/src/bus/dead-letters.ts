import { Never, type DeadLetter, type Handler } from "@omni/platform/bus";
import { expect, test } from "vitest";
import { counted, eventually, taker, textOf, type Given } from "./bench.ts";

/** Who is told of dead letters, and how they come back. */
export function busDeadLetters(under: () => Given): void {
  test("the group is told of a dead letter before those behind it, again and again until it has taken note", async () => {
    const { bench, publish, consume, deadLetters } = under();
    const story: string[] = [];
    let failures = 2;
    const onDeadLetter = async (letter: DeadLetter) => {
      story.push(`dead ${textOf(letter.message)}`);
      if (failures-- > 0) throw new Error("cannot take note");
    };
    await publish("alien", "2");
    const handler: Handler = async (batch) => {
      if (batch.some((given) => textOf(given) === "alien")) throw new Never("unknown shape");
      story.push(...batch.map(textOf));
    };
    await consume("noting", handler, { onDeadLetter });
    await eventually(bench, () => story.includes("2"));
    expect(story).toEqual(["dead alien", "dead alien", "dead alien", "2"]);
    expect((await deadLetters("noting")).length).toBe(1);
  });

  test("a replayed dead letter is gone when its group takes it, and stays when it does not", async () => {
    const { bench, publish, consume, deadLetters } = under();
    let healed = false;
    const { taken, handler } = taker((text) => {
      if (text === "bad" && !healed) throw new Never("unknown shape");
    });
    await publish("bad");
    await consume("healing", handler);
    await eventually(bench, async () => (await deadLetters("healing")).length === 1);
    const [letter] = await deadLetters("healing");
    if (!letter) throw new Error("there is a dead letter");
    expect(await bench.bus().replay(letter)).toBe(false);
    expect((await deadLetters("healing")).length).toBe(1);
    healed = true;
    expect(await bench.bus().replay(letter)).toBe(true);
    expect(taken).toEqual(["bad"]);
    expect(await deadLetters("healing")).toEqual([]);
    expect(await bench.bus().replay(letter)).toBe(false);
  });

  test("dead letters outlive a restart; without a consumer of the group they cannot be replayed", async () => {
    const { bench, publish, consume, deadLetters } = under();
    const { handler } = taker(() => {
      throw new Never("unknown shape");
    });
    await publish("bad");
    await consume("strict", handler);
    await eventually(bench, async () => (await deadLetters("strict")).length === 1);
    await bench.reopen();
    const letters = await deadLetters("strict");
    expect(letters.map((letter) => textOf(letter.message))).toEqual(["bad"]);
    for (const letter of letters) expect(await bench.bus().replay(letter)).toBe(false);
  });

  test("a replay waits for the batch in hand: a group's handler is never called twice at once", async () => {
    const { bench, topic, publish, consume, deadLetters } = under();
    let healed = false;
    let running = 0;
    let most = 0;
    await consume("careful", async (batch) => {
      most = Math.max(most, ++running);
      await bench.pass(0);
      running -= 1;
      if (!healed && batch.some((one) => textOf(one) === "bad")) throw new Never("unknown shape");
    });
    await publish("bad");
    await eventually(bench, async () => (await deadLetters("careful")).length === 1);
    healed = true;
    const [letter] = await deadLetters("careful");
    const replayed = letter && bench.bus().replay(letter);
    await Promise.all(counted(20).map((text) => publish(text)));
    expect(await replayed).toBe(true);
    await eventually(bench, async () => (await bench.bus().lag(topic, "careful")) === 0);
    expect(most).toBe(1);
  });
}
