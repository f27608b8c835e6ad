import { Never, type Consumer, type Message } from "@omni/platform/bus";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../rounds.ts";
import { eventually, message, textOf, type BusBench } from "./bench.ts";

type Fate = "fine" | "fails once" | "fails thrice" | "never" | "always fails";
type Step =
  | { readonly publish: readonly { readonly key: number; readonly fate: Fate }[] }
  | "stop"
  | "restart"
  | "pass";

const fate = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Fate>("fine") },
  { weight: 1, arbitrary: fc.constantFrom<Fate>("fails once", "fails thrice", "never", "always fails") },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ publish: fc.array(fc.record({ key: fc.nat(2), fate }), { minLength: 1, maxLength: 8 }) }),
  },
  { weight: 2, arbitrary: fc.constantFrom<Step>("stop", "restart", "pass") },
);

const triesOf: Readonly<Record<Fate, number>> = {
  fine: 0,
  "fails once": 1,
  "fails thrice": 3,
  never: Infinity,
  "always fails": Infinity,
};

let groups = 0;

/** Whatever fails, stops and restarts: every message is taken or dead-lettered, first occurrences in order per key. */
export function busProperty(under: () => BusBench): void {
  const numRuns = rounds("bus");
  const guarantee = "through failures, stops and restarts every message is taken or dead-lettered, in order per key";
  test(guarantee, { timeout: 10_000 + numRuns * 1_000 }, async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => run(under(), steps));
    await fc.assert(property, { numRuns });
  });
}

async function run(bench: BusBench, steps: readonly Step[]): Promise<void> {
  const topic = await bench.topic();
  const group = `group-${groups++}`;
  const sent: Message[] = [];
  const taken: string[] = [];
  const failed = new Map<string, number>();
  const handler = async (batch: readonly Message[]) => {
    for (const given of batch) refuse(textOf(given), failed, batch.length === 1);
    taken.push(...batch.map(textOf));
  };
  const start = () => bench.bus().consume({ topics: [topic], group, handler, batchMax: 4 });
  let consumer: Consumer = await start();
  for (const next of steps) {
    if (next === "pass") await bench.pass(60);
    else if (next === "stop") {
      await consumer.stop();
      consumer = await start();
    } else if (next === "restart") {
      await bench.reopen();
      consumer = await start();
    } else {
      const batch = next.publish.map(({ key, fate: fated }, index) =>
        message(topic, `tnt/${key}`, `${fated}#${key}#${sent.length + index}`),
      );
      sent.push(...batch);
      await bench.bus().publish(batch);
    }
  }
  await eventually(bench, async () => (await bench.bus().lag(topic, group)) === 0);
  const dead = (await bench.bus().deadLetters(topic, group, 1000)).map((letter) => textOf(letter.message));
  await consumer.stop();
  await bench.discard(topic);
  const all = sent.map(textOf);
  const hopeless = (text: string) => text.startsWith("never") || text.startsWith("always");
  expect(dead.toSorted()).toEqual(all.filter(hopeless).toSorted());
  for (const key of ["0", "1", "2"]) {
    const ofKey = (text: string) => text.split("#")[1] === key;
    expect([...new Set(taken.filter(ofKey))]).toEqual(all.filter((text) => ofKey(text) && !hopeless(text)));
  }
}

/** Throws as the message's text says; only tries of the message alone are counted. */
function refuse(text: string, failed: Map<string, number>, alone: boolean): void {
  // The text begins with a fate: `run` has written it.
  const fated = text.split("#")[0] as Fate;
  const failures = failed.get(text) ?? 0;
  if (failures >= triesOf[fated]) return;
  if (alone) failed.set(text, failures + 1);
  if (fated === "never") throw new Never("never");
  throw new Error(fated);
}
