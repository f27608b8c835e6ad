import { instant } from "@omni/kernel";
import { expect, test } from "vitest";
import type { Applied } from "../port.ts";
import { planOf, type Known } from "./plan.ts";

const event = (sequence: number, more: Partial<Applied> = {}): Applied => ({
  scope: { tenantId: "tnt_alpha" },
  aggregate: "journey/1",
  sequence,
  rows: [{ id: `${sequence}`, at: instant(sequence), indexes: {}, value: "read" }],
  ...more,
});
const gap = (sequence: number): Applied => event(sequence, { gap: true });
const known = (head: number, gaps: Record<string, readonly string[]> = {}): Known => ({
  heads: new Map([["tnt_alpha/journey/1", head]]),
  gaps: new Map(Object.entries(gaps)),
});
const sequences = ({ events }: ReturnType<typeof planOf>) => [...events.values()].map(({ sequence }) => sequence);

test("events above what is applied are taken once, also when batches of one round overlap", () => {
  const plan = planOf(
    [
      [event(3), event(4)],
      [event(2), event(4), event(5)],
    ],
    known(2),
  );
  expect(sequences(plan)).toEqual([3, 4, 5]);
  expect([...plan.heads]).toEqual([["tnt_alpha/journey/1", 5]]);
});

test("a batch that jumps is refused as a whole, and the others of its round are not", () => {
  const plan = planOf([[event(3)], [event(4), event(6)], [event(4)]], known(2));
  expect(plan.refused).toEqual([undefined, "journey/1 jumps from 4 to 6", undefined]);
  expect(sequences(plan)).toEqual([3, 4]);
});

test("a gap that stands is filled once, by an event and never by a gap", () => {
  const standing = known(5, { "tnt_alpha/journey/1/4": ["row"] });
  expect(planOf([[gap(4)]], standing).events.size).toBe(0);
  const plan = planOf([[event(4)], [event(4, { rows: [] })]], standing);
  expect([...plan.filled.values()]).toEqual([["row"]]);
  expect(plan.events.get("tnt_alpha/journey/1/4")?.rows).toHaveLength(1);
  expect(plan.heads.size).toBe(0);
});

test("a gap gives way to its event within one round, and to one whose gap was noted but not yet counted", () => {
  const within = planOf([[gap(3)], [event(3)]], known(2));
  expect([within.events.get("tnt_alpha/journey/1/3")?.gap, within.filled.size]).toEqual([undefined, 0]);
  const interrupted = planOf([[event(3)]], known(2, { "tnt_alpha/journey/1/3": ["row"] }));
  expect([...interrupted.filled.values()]).toEqual([["row"]]);
  expect([...interrupted.heads.values()]).toEqual([3]);
});
