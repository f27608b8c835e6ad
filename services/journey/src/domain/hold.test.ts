import { addHours, instant, type Instant } from "@omni/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockEvents, nextClockEvent } from "./clock.ts";
import { hold, parsePause } from "./hold.ts";
import { isOverdue, isStepOverdue, type Journey } from "./journey.ts";
import { release } from "./release.ts";
import { anybody, begun, directorOf, someJourney } from "../testing/some-journey.ts";

const anyone = directorOf(anybody);
const because = { reason: "The customer is abroad" };
const hour = (hours: number): Instant => addHours(begun, hours);

const done = (decision: ReturnType<typeof hold>): Journey => {
  if (!decision.ok) throw new Error(decision.code);
  return decision.value.state;
};
/** What time has brought about by then comes before a command, as the store has it. */
const by = (journey: Journey, now: Instant): Journey => clockEvents(journey, now)?.state ?? journey;
const heldFrom = (journey: Journey, now: Instant): Journey => done(hold(by(journey, now), because, anyone, now));
const releasedAt = (journey: Journey, now: Instant): Journey => done(release(journey, because, anyone, now));

/** Due after ten hours, its step after four. */
const timed = () => someJourney([{ timeoutHours: 4 }, {}], {}, { slaHours: 10 });

test("a hold and a release need a reason", () => {
  expect(parsePause({})).toMatchObject({ faults: [{ pointer: "/reason" }] });
  expect(parsePause({ reason: " " })).toMatchObject({ faults: [{ pointer: "/reason" }] });
});

describe("on hold", () => {
  test.each(["created", "in_progress", "assigned"] as const)(
    "a journey that is %s stays so, and comes back so",
    (status) => {
      const held = heldFrom({ ...timed(), status }, hour(1));
      expect([held.status, held.heldSince]).toEqual([status, hour(1)]);
      const released = releasedAt(held, hour(2));
      expect([released.status, released.heldSince]).toEqual([status, undefined]);
    },
  );

  test("nothing becomes late, and due times read unchanged", () => {
    const held = heldFrom(timed(), hour(3));
    expect(nextClockEvent(held)).toBe(undefined);
    expect(clockEvents(held, hour(99))).toBe(undefined);
    expect([isOverdue(held, hour(99)), held.steps.map((step) => isStepOverdue(held, step, hour(99)))]).toEqual([
      false,
      [false, false],
    ]);
    expect([held.dueAt, held.steps[0]?.dueAt]).toEqual([hour(10), hour(4)]);
  });

  test("what was late before stays late", () => {
    const held = heldFrom(timed(), hour(11));
    expect([isOverdue(held, hour(11)), held.slaBreached, held.steps[0]?.overdue]).toEqual([true, true, true]);
    const released = releasedAt(held, hour(50));
    expect(isOverdue(released, hour(50))).toBe(true);
    expect(clockEvents(released, hour(500))).toBe(undefined);
  });

  test("a second hold is refused, and so is a release without one", () => {
    const held = heldFrom(timed(), hour(1));
    expect(hold(held, because, anyone, hour(2))).toMatchObject({ code: "journey.on_hold" });
    expect(release(timed(), because, anyone, hour(2))).toMatchObject({ code: "journey.not_on_hold" });
  });
});

test("a release moves both due times by the length of the hold, and a step that comes later not", () => {
  const released = releasedAt(heldFrom(timed(), hour(3)), hour(8));
  expect([released.dueAt, released.steps[0]?.dueAt, released.steps[1]?.dueAt]).toEqual([hour(15), hour(9), undefined]);
});

test("however a journey is held and released, each clock runs for as long as it had, and says so once", () => {
  const pause = fc.integer({ min: 0, max: 5 * 3_600_000 });
  fc.assert(
    fc.property(fc.array(fc.tuple(pause, pause), { maxLength: 6 }), (pauses) => {
      let journey = timed();
      let now: number = begun;
      let ran = 0;
      const told: string[] = [];
      const letTimePass = () => {
        const past = clockEvents(journey, instant(now));
        if (past === undefined) return;
        journey = past.state;
        told.push(...past.events.map(({ type }) => type));
      };
      for (const [running, standing] of pauses) {
        now += running;
        ran += running;
        letTimePass();
        journey = done(hold(journey, because, anyone, instant(now)));
        now += standing;
        letTimePass();
        journey = releasedAt(journey, instant(now));
      }
      expect(journey.dueAt).toBe(begun + 10 * 3_600_000 + (now - begun - ran));
      const late = [...(ran >= 4 * 3_600_000 ? ["journey.step_overdue"] : [])];
      expect(told).toEqual([...late, ...(ran >= 10 * 3_600_000 ? ["journey.sla_breached"] : [])]);
    }),
  );
});

test("a clock that was put back during the hold takes no time from anybody", () => {
  expect(releasedAt(heldFrom(timed(), hour(3)), hour(2)).dueAt).toBe(hour(10));
});

test("both tell the due times that hold now, and never the reason", () => {
  const held = hold(timed(), because, anyone, hour(3));
  expect(held).toMatchObject({
    value: {
      state: { remarks: [{ action: "held", by: "usr_1", at: hour(3), text: because.reason }] },
      events: [
        {
          type: "journey.held",
          data: { currentStepId: "s1", dueAt: "2026-01-15T10:00:00Z", stepDueAt: "2026-01-15T04:00:00Z" },
        },
      ],
    },
  });
  const released = release(heldFrom(timed(), hour(3)), because, anyone, hour(5));
  expect(released).toMatchObject({
    value: {
      state: { remarks: [{ action: "held" }, { action: "released" }] },
      events: [
        {
          type: "journey.released",
          data: { heldMs: 7_200_000, dueAt: "2026-01-15T12:00:00Z", stepDueAt: "2026-01-15T06:00:00Z" },
        },
      ],
    },
  });
  const events = [held, released].flatMap((decision) => (decision.ok ? decision.value.events : []));
  expect(JSON.stringify(events)).not.toContain("abroad");
});
