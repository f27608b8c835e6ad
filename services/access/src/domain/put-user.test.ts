import { instant, type Result } from "@omni/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePutUser, type SentUser } from "./parse-put-user.ts";
import { type PutUser, putUser } from "./put-user.ts";

const at = instant(Date.UTC(2026, 0, 15));
const later = instant(at + 1);

const callerId = fc.stringMatching(/^[A-Za-z0-9._:@-]{1,20}$/);
const limit = fc.record({
  approvalType: fc.oneof(fc.constant("*"), callerId),
  amount: fc.nat({ max: 10_000_000 }).map(String),
  currency: fc.constantFrom("SAR", "KWD", "JPY"),
  amountAsString: fc.boolean(),
});
const sentUser = fc.record({
  userId: callerId,
  displayName: fc
    .string({ minLength: 1, maxLength: 40, unit: "grapheme" })
    .map((name) => `N${name.replace(/\p{Cc}/gu, "")}`),
  roles: fc.uniqueArray(callerId, { maxLength: 5 }),
  teams: fc.uniqueArray(callerId, { maxLength: 5 }),
  active: fc.boolean(),
  approvalLimits: fc.uniqueArray(limit, { maxLength: 4, selector: ({ approvalType }) => approvalType }),
});

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.faults)}`);
  return result.value;
};
const command = (sent: SentUser): PutUser => valueOf(parsePutUser(sent));
const noura: SentUser = { userId: "usr_1", displayName: "Noura Al-Harbi", roles: ["teller"] };

describe("putUser", () => {
  test("what was put is what stands, and the first PUT tells of it once", () => {
    fc.assert(
      fc.property(sentUser, (sent) => {
        const { state, events } = valueOf(putUser(undefined, command(sent), at));
        expect(state).toEqual({ ...command(sent), createdAt: at, updatedAt: at });
        expect(events.map((event) => [event.type, event.data["change"]])).toEqual([["user.changed", "created"]]);
      }),
    );
  });

  test("the same PUT again answers the same state, later or not, and tells of nothing", () => {
    fc.assert(
      fc.property(sentUser, (sent) => {
        const { state } = valueOf(putUser(undefined, command(sent), at));
        // As it comes back from the store, where absent fields are left out.
        const stored = JSON.parse(JSON.stringify(state)) as typeof state;
        const again = valueOf(putUser(stored, command(sent), later));
        expect(again.state).toBe(stored);
        expect(again.events).toEqual([]);
      }),
    );
  });

  test("any PUT that differs in something is one event, keeps createdAt and moves updatedAt", () => {
    fc.assert(
      fc.property(sentUser, sentUser, (first, second) => {
        const before = valueOf(putUser(undefined, command(first), at)).state;
        const next = command({ ...second, userId: first.userId });
        fc.pre(JSON.stringify({ ...before, ...next }) !== JSON.stringify(before));
        const { state, events } = valueOf(putUser(before, next, later));
        expect(events).toHaveLength(1);
        expect(events[0]?.data["change"]).toBe("updated");
        expect([state.createdAt, state.updatedAt]).toEqual([at, later]);
      }),
    );
  });

  test("a PUT replaces all of a user: what it leaves out is gone", () => {
    const before = valueOf(putUser(undefined, command({ ...noura, teams: ["t"], managerId: "usr_9" }), at)).state;
    const { state, events } = valueOf(putUser(before, command(noura), later));
    expect(state.teams).toEqual([]);
    expect("managerId" in state).toBe(false);
    expect(events[0]?.summary).toBe("User changed: teams, managerId");
  });

  test("neither the name nor a limit ever leaves by event", () => {
    fc.assert(
      fc.property(sentUser, (sent) => {
        const displayName = `Layla Secret ${sent.displayName}`;
        const [event] = valueOf(putUser(undefined, command({ ...sent, displayName }), at)).events;
        expect(JSON.stringify(event)).not.toContain("Layla Secret");
        expect(Object.keys(event?.data ?? {}).toSorted()).toEqual(["active", "change", "roles", "teams", "userId"]);
        expect(event?.subjects).toEqual([{ type: "user", id: sent.userId }]);
      }),
    );
  });

  test("a deactivation says so", () => {
    const before = valueOf(putUser(undefined, command(noura), at)).state;
    const [off] = valueOf(putUser(before, command({ ...noura, active: false }), later)).events;
    expect([off?.summary, off?.data["active"]]).toEqual(["User deactivated", false]);
    const [on] = valueOf(putUser({ ...before, active: false }, command(noura), later)).events;
    expect(on?.summary).toBe("User activated");
  });
});
