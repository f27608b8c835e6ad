import { canonicalJson } from "@omni/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factsOf } from "../crash/check-events.ts";
import { rightHistory } from "../crash/right-history.ts";
import { checkTopic } from "./check-topic.ts";
import { recordsSeen, type TopicRecord } from "./topic-view.ts";

const { journeys, tenantId } = rightHistory({ steps: [6, 3, 0], fates: ["at once"] });
const [first, second] = journeys;
if (!first || !second) throw new Error("the right history has three journeys");

/** Each journey has a partition of its own here. */
const right: readonly TopicRecord[] = journeys.flatMap(({ id, events }, partition) =>
  events.map((event, offset) => ({
    ...{ topic: "omni.journey.v1", partition, offset, key: `${tenantId}/${id}` },
    headers: { ce_id: String(factsOf(event).eventId), "omni-sequence": String(factsOf(event).sequence) },
    value: canonicalJson(event),
  })),
);
/** The records in this order, wherever they stood before. */
const placed = (records: readonly TopicRecord[]): readonly TopicRecord[] =>
  [...Map.groupBy(records, ({ partition }) => partition).values()].flatMap((own) =>
    own.map((record, offset) => ({ ...record, offset })),
  );

function judged(records: readonly TopicRecord[]): string {
  const seen = recordsSeen();
  for (const record of records) seen.take(record);
  return checkTopic(tenantId, journeys, seen).join("\n");
}

test("a topic in which every event stands has no violation, whatever is repeated behind its first occurrence", () => {
  expect(judged(right)).toBe("");
  const repeats = fc.array(fc.nat({ max: right.length - 1 }), { maxLength: 20 });
  fc.assert(
    fc.property(repeats, (numbers) => {
      const again = numbers.flatMap((number) => right[number] ?? []);
      expect(judged(placed([...right, ...again]))).toBe("");
    }),
  );
});

test("a reader that begins anew tells nothing twice", () => {
  const seen = recordsSeen();
  for (const record of [...right.slice(0, 5), ...right]) seen.take(record);
  expect([seen.size(), seen.all().length, seen.missing()]).toEqual([right.length, right.length, []]);
});

describe("a planted wrong is caught:", () => {
  const altered = (index: number, change: (record: TopicRecord) => Partial<TopicRecord>): readonly TopicRecord[] =>
    right.map((record, at) => (at === index ? { ...record, ...change(record) } : record));
  const swapped = (at: number): readonly TopicRecord[] =>
    placed(right.with(at, right[at + 1] as TopicRecord).with(at + 1, right[at] as TopicRecord));
  const wrongs: Readonly<Record<string, readonly [reason: string, records: readonly TopicRecord[]]>> = {
    "the topic is empty": ["stored is [1,2,3,4,5,6,7]", []],
    "an event never came": ["the topic has [1,2,4,5,6,7]", placed(right.toSpliced(2, 1))],
    "the last event never came": ["the topic has [1,2,3,4,5,6]", placed(right.toSpliced(6, 1))],
    "an event came before the one before it": ["the topic has [1,2,4,3,5,6,7]", swapped(2)],
    "the reader has not seen a place": ["never saw omni.journey.v1/0: 2 to 2", right.toSpliced(2, 1)],
    "an event is in another partition": [
      "in 2 partitions",
      [...right.slice(0, -1), { ...(right[6] as TopicRecord), partition: 7, offset: 0 }],
    ],
    "an event was changed on the way": [
      "does not fit its own hash",
      altered(3, ({ value }) => ({ value: value.replace("step_3", "step_4") })),
    ],
    "another event stands in an event's place": [
      "a record is another event",
      altered(3, () => ({ value: canonicalJson(second.events[2]) })),
    ],
    "the header names another event": [
      "names evt_x in its header",
      altered(3, ({ headers }) => ({ headers: { ...headers, ce_id: "evt_x" } })),
    ],
    "an event that nobody stored": [
      "stored is [1,2,3,4,5,6,7]",
      placed([...right, { ...(right[6] as TopicRecord), headers: { "omni-sequence": "8" } }]),
    ],
    "bytes that are no event": ["a record is no event", altered(1, () => ({ value: "{" }))],
  };
  test.each(Object.entries(wrongs))("%s", (_wrong, [reason, records]) => {
    expect(judged(records)).toContain(reason);
  });
});
