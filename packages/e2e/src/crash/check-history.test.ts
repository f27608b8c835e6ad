import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkHistory } from "./check-history.ts";
import type { Attempt, History, SeenJourney } from "./history.ts";
import { accepted, rightHistory, sealed, start, type Shape } from "./right-history.ts";

const someShape: fc.Arbitrary<Shape> = fc.record({
  steps: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 }),
  fates: fc.array(fc.constantFrom("at once", "lost before", "lost after", "repeated"), { minLength: 1, maxLength: 9 }),
});

test("a history in which everything is as promised has no violation", () => {
  fc.assert(
    fc.property(someShape, (shape) => {
      expect(checkHistory(rightHistory(shape))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

describe("a planted wrong is caught:", () => {
  const right = rightHistory({
    steps: [6, 3, 0],
    fates: ["at once", "lost before", "repeated", "lost after", "at once"],
  });
  const [first, second] = right.journeys;
  if (!first || !second) throw new Error("the right history has three journeys");

  /** The history with the first journey seen otherwise. */
  const seeing = (change: Partial<SeenJourney>): History => ({
    ...right,
    journeys: [{ ...first, ...change }, ...right.journeys.slice(1)],
  });
  const listing = (change: Partial<History["customers"][number]>): History => ({
    ...right,
    customers: right.customers.map((customer) => ({ ...customer, ...change })),
  });
  const answering = (key: string, attempts: readonly Attempt[]): History => ({
    ...right,
    commands: right.commands.map((command) => (command.key === key ? { ...command, attempts } : command)),
  });
  const [customer] = right.customers;
  const entries = customer?.timeline ?? [];
  const swapped = <Item>(items: readonly Item[], at: number): readonly Item[] =>
    items.with(at, items[at + 1] as Item).with(at + 1, items[at] as Item);
  const altered = (at: number, change: Record<string, unknown>) =>
    first.events.with(at, { ...first.events[at], ...change });
  const integrity = (at: number) => first.events[at]?.["integrity"] as Record<string, unknown>;

  const wrongs: Readonly<Record<string, readonly [reason: string, History]>> = {
    "an acknowledged journey is gone": [
      "an acknowledged journey is lost",
      { ...right, journeys: right.journeys.slice(1) },
    ],
    "an acknowledged journey is gone from the list": [
      "the list lost jrn_0",
      listing({ journeyIds: ["jrn_1", "jrn_2"] }),
    ],
    "a create took effect twice": [
      "nobody asked for jrn_9",
      listing({ journeyIds: ["jrn_0", "jrn_1", "jrn_2", "jrn_9"] }),
    ],
    "a list shows a journey twice": [
      "the list shows a journey twice",
      listing({ journeyIds: ["jrn_0", "jrn_0", "jrn_1", "jrn_2"] }),
    ],
    "an acknowledged step is not done": [
      "its steps are",
      seeing({ done: first.done.slice(0, -1), version: first.version }),
    ],
    "a step was done by another command": [
      "step_3 by k99",
      seeing({ done: first.done.with(2, { stepId: "step_3", reference: "k99" }) }),
    ],
    "the last event is lost": ["its events are", seeing({ events: first.events.slice(0, -1) })],
    "an event in the middle is lost: a gap": ["event 3: sequence 4", seeing({ events: first.events.toSpliced(2, 1) })],
    "an event is stored twice": [
      "event 4: sequence 3",
      seeing({ events: first.events.toSpliced(2, 0, ...first.events.slice(2, 3)) }),
    ],
    "an effect has two events": [
      "its events are",
      seeing({
        events: [
          ...first.events,
          sealed(String(integrity(6)["hash"]), {
            id: "jrn_0",
            sequence: 8,
            at: start + 90,
            type: "journey.advanced",
            data: { journeyId: "jrn_0", stepId: "step_6" },
          }),
        ],
      }),
    ],
    "a commit that nobody asked for raised the version": [
      "version 8 after 7 commands",
      seeing({ version: first.version + 1 }),
    ],
    "events are stored in another order": ["event 4: sequence 5", seeing({ events: swapped(first.events, 3) })],
    "an event belongs to another tenant": [
      "belongs to tenant tnt_beta",
      seeing({ events: altered(1, { tenantId: "tnt_beta" }) }),
    ],
    "an event was changed afterwards": [
      "does not fit its own hash",
      seeing({ events: altered(1, { summary: "something else" }) }),
    ],
    "an actor's name was changed afterwards": [
      "does not fit its own hash",
      seeing({ events: altered(1, { actor: { id: "usr_rm_001", name: "Somebody Else" } }) }),
    ],
    "a hash was replaced": [
      "does not follow the event before it",
      seeing({ events: altered(3, { integrity: { ...integrity(3), hash: "0".repeat(64) } }) }),
    ],
    "the chain begins anew in the middle": [
      "does not follow the event before it",
      seeing({ events: altered(3, { integrity: { ...integrity(3), previous: "" } }) }),
    ],
    "a whole chain was taken from another journey": ["belongs to jrn_1", seeing({ events: second.events })],
    "the first event of the chain was cut off": [
      "sequence 2: does not follow",
      seeing({ events: first.events.slice(1), version: 6 }),
    ],
    "the timeline lacks an entry": ["the timeline lacks evt_jrn_0_5", listing({ timeline: entries.toSpliced(4, 1) })],
    "the timeline shows an entry twice": [
      "the timeline shows an event twice",
      listing({ timeline: entries.toSpliced(4, 0, ...entries.slice(4, 5)) }),
    ],
    "the timeline shows entries in another order": [
      "jrn_0 is out of order",
      listing({ timeline: swapped(entries, 2) }),
    ],
    "the timeline shows an entry that is no event": [
      "evt_alien, which is no event",
      listing({
        timeline: [
          ...entries,
          { id: "evt_alien", timestamp: new Date(start + 99).toISOString(), eventType: "journey.advanced" },
        ],
      }),
    ],
    "the timeline shows an entry with another time": [
      "another time or type",
      listing({
        timeline: entries.map((entry, index) =>
          index === entries.length - 1 ? { ...entry, timestamp: new Date(start + 99).toISOString() } : entry,
        ),
      }),
    ],
    "a journey's own timeline lacks its last entry": [
      "journey jrn_0: the timeline lacks",
      seeing({ timeline: first.timeline.slice(0, -1) }),
    ],
    "a journey's own timeline shows an entry twice": [
      "journey jrn_0: the timeline shows an event twice",
      seeing({ timeline: [...first.timeline, ...first.timeline.slice(-1)] }),
    ],
    "a command was refused": [
      "refused with 409",
      answering("k3", [
        { outcome: "refused", status: 409, code: "journey.step_already_completed" },
        accepted("jrn_0", 4, false),
      ]),
    ],
    "a repeat was refused": [
      "refused with 409",
      answering("k3", [
        { outcome: "unknown" },
        { outcome: "refused", status: 409, code: "journey.step_already_completed" },
      ]),
    ],
    "a repeat took effect again": [
      "took effect again",
      answering("k2", [accepted("jrn_0", 3, false), accepted("jrn_0", 3, false)]),
    ],
    "a repeat was answered otherwise": [
      "answered otherwise",
      answering("k2", [accepted("jrn_0", 3, false), accepted("jrn_0", 4, true)]),
    ],
    "a repeat of a create was answered with another journey": [
      "answered otherwise",
      answering("k0", [accepted("jrn_0", 1, false), accepted("jrn_9", 1, true)]),
    ],
    "a repeat was never answered": ["never answered", answering("k4", [{ outcome: "unknown" }])],
    "an effect came from nowhere": ["its steps are", answering("k4", [{ outcome: "unknown" }, { outcome: "unknown" }])],
    "the first answer calls itself a replay": ["calls itself a replay", answering("k4", [accepted("jrn_0", 5, true)])],
  };

  test.each(Object.entries(wrongs))("%s", (_wrong, [reason, history]) => {
    expect(checkHistory(right)).toEqual([]);
    expect(checkHistory(history).join("\n")).toContain(reason);
  });
});
