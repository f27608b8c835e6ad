import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../rounds.ts";
import { alpha, event, gap, query, texts, type ProjectionBench } from "./bench.ts";

interface Delivery {
  readonly aggregate: number;
  /** How far the batch begins before what is next. */
  readonly back: number;
  readonly length: number;
  /** Which of its events cannot be read, by place. */
  readonly unreadable: readonly number[];
}
type Step = readonly Delivery[] | "reopen";

const delivery: fc.Arbitrary<Delivery> = fc.record({
  aggregate: fc.nat(2),
  back: fc.nat(4),
  length: fc.integer({ min: 1, max: 5 }),
  unreadable: fc.array(fc.nat(4), { maxLength: 1 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.array(delivery, { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constant<Step>("reopen") },
);

let runs = 0;

/** Any mixture of repeats, races, gaps, replays and restarts leaves one row per event and entity, in order. */
export function projectionProperty(under: () => ProjectionBench): void {
  const numRuns = rounds("projection");
  const guarantee = "whatever repeats, races, is unreadable or restarts: one row per event and entity, in order";
  test(guarantee, { timeout: 10_000 + numRuns * 1_000 }, async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => run(under(), steps));
    await fc.assert(property, { numRuns });
  });
}

async function run(bench: ProjectionBench, steps: readonly Step[]): Promise<void> {
  const name = `run${runs++}`;
  const nameOf = (aggregate: number) => `${name}/${aggregate}`;
  const entities = (sequence: number) => (sequence % 2 === 0 ? [name] : [name, `${name}/odd`]);
  const wish = (aggregate: number, sequence: number) => ({
    aggregate: nameOf(aggregate),
    sequence,
    entities: entities(sequence),
    at: sequence * 10 + aggregate,
  });
  const heads = [0, 0, 0];
  const read = new Set<string>();
  const ask = () => bench.projection().applied(heads.map((_, index) => ({ scope: alpha, aggregate: nameOf(index) })));
  for (const next of steps) {
    if (next === "reopen") {
      await bench.reopen();
      continue;
    }
    const before = await ask();
    const batches = next.map(({ aggregate, back, length, unreadable }) => {
      const first = Math.max(1, (before[aggregate] ?? 0) + 1 - back);
      return Array.from({ length }, (_, place) => {
        const sequence = first + place;
        const isGap = unreadable.includes(place);
        if (!isGap) read.add(`${aggregate} ${sequence}`);
        heads[aggregate] = Math.max(heads[aggregate] ?? 0, sequence);
        return (isGap ? gap : event)(wish(aggregate, sequence));
      });
    });
    await Promise.all(batches.map((batch) => bench.projection().apply(batch)));
    expect(await ask()).toEqual(heads);
    expect(heads.every((sequence, index) => sequence >= (before[index] ?? 0))).toBe(true);
  }
  const expected = heads
    .flatMap((head, aggregate) => Array.from({ length: head }, (_, index) => ({ aggregate, sequence: index + 1 })))
    .toSorted((left, right) => left.sequence * 10 + left.aggregate - (right.sequence * 10 + right.aggregate))
    .map(({ aggregate, sequence }) => ({
      sequence,
      text: `${nameOf(aggregate)} ${sequence} ${read.has(`${aggregate} ${sequence}`) ? "read" : "gap"}`,
    }));
  const found = async (entity: string) =>
    texts(await bench.projection().find(alpha, query({ any: [{ entity }], perPage: 1000 })));
  expect(await found(name)).toEqual(expected.map(({ text }) => text));
  expect(await found(`${name}/odd`)).toEqual(
    expected.filter(({ sequence }) => sequence % 2 === 1).map(({ text }) => text),
  );
}
