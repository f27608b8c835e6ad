import type { Scope } from "@omni/kernel";
import { listName, listPages, pageOf, type Condition, type Query } from "@omni/platform/store";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testCall } from "../calls.ts";
import { deposit, type Account, type AccountReply } from "./accounts.ts";
import { valueOf, type Accounts, type OpenedBench, type StoreBench } from "./bench.ts";

const alpha = { tenantId: "tnt_alpha" };
const call = testCall<AccountReply>;

const owners = ["c1", "c2", "c3"];
const holders = ["h1", "h2", "h3"];

interface Wish {
  readonly mine: boolean;
  readonly owner: string;
  readonly holders: readonly string[];
  readonly balance: number;
  readonly waitMs: number;
}

const wishes = fc.array(
  fc.record<Wish>({
    mine: fc.boolean(),
    owner: fc.constantFrom(...owners),
    holders: fc.uniqueArray(fc.constantFrom(...holders)),
    balance: fc.integer({ min: 0, max: 5 }),
    // Several are created in the same millisecond: the id must decide then.
    waitMs: fc.constantFrom(0, 0, 1),
  }),
  { maxLength: 40 },
);

const range = fc.record(
  { from: fc.integer({ min: 0, max: 5 }), to: fc.integer({ min: 0, max: 5 }) },
  { requiredKeys: [] },
);
const conditions: fc.Arbitrary<Condition> = fc.record(
  {
    owner: fc.oneof(
      fc.constantFrom(...owners),
      fc.record({ in: fc.uniqueArray(fc.constantFrom(...owners), { minLength: 1 }) }),
    ),
    balance: fc.oneof(fc.integer({ min: 0, max: 5 }), range),
    holder: fc.constantFrom(...holders),
  },
  { requiredKeys: [] },
);

const holds = (account: Account, condition: Condition): boolean =>
  Object.entries(condition).every(([name, match]) => {
    if (name === "holder") return typeof match === "string" && account.holders.includes(match);
    const value = name === "owner" ? account.owner : account.balance;
    if (typeof match !== "object") return value === match;
    if ("in" in match) return match.in.includes(value);
    return (match.from === undefined || value >= match.from) && (match.to === undefined || value <= match.to);
  });

/** Fills a store with what one run of a property wants, under tenants of its own. All are expired: unique keys are free. */
async function fill({ collection, clock }: OpenedBench, run: number, wanted: readonly Wish[]) {
  const made: { mine: boolean; account: Account }[] = [];
  for (const [index, wish] of wanted.entries()) {
    clock.advance(wish.waitMs);
    const id = `acc_${index}`;
    const account: Account = {
      id,
      status: "expired",
      owner: wish.owner,
      holders: wish.holders,
      balance: wish.balance,
      note: "",
      createdAt: clock.now(),
      expiresAt: undefined,
    };
    valueOf(
      await collection.put(call({ tenantId: tenantOf(run, wish.mine) }), id, () => ({
        ok: true,
        value: { state: account, events: [] },
      })),
    );
    made.push({ mine: wish.mine, account });
  }
  return made.flatMap(({ mine, account }) => (mine ? [account] : []));
}

const tenantOf = (run: number, mine: boolean): string => `tnt_${mine ? "alpha" : "beta"}${run}`;

const sorted = (rows: readonly Account[], order: "asc" | "desc"): readonly string[] => {
  const ascending = rows
    .toSorted((left, right) => left.createdAt - right.createdAt || (left.id < right.id ? -1 : 1))
    .map((row) => row.id);
  return order === "asc" ? ascending : ascending.toReversed();
};

async function walk(collection: Accounts, query: Query, scope: Scope = alpha): Promise<string[]> {
  const ids: string[] = [];
  for (let start: Query["start"] | undefined = query.start; start; ) {
    const found: { items: readonly AccountReply[]; next?: { at: number; id: string } } = valueOf(
      await collection.find(scope, { ...query, start }),
    );
    ids.push(...found.items.map((item) => item.id));
    start = found.next && { after: found.next };
  }
  return ids;
}

/** What `find` promises. */
export function findContract(bench: StoreBench): void {
  describe("find", () => {
    test("answers as a plain filter and sort would, by page and by cursor, for its own tenant only", async () => {
      const opened = await bench.open();
      const { collection } = opened;
      let run = 0;
      await fc.assert(
        fc.asyncProperty(
          wishes,
          conditions,
          fc.constantFrom("asc", "desc"),
          fc.integer({ min: 1, max: 7 }),
          async (wanted, condition, order, perPage) => {
            const mine = await fill(opened, ++run, wanted);
            const scope = { tenantId: tenantOf(run, true) };
            const expected = sorted(
              mine.filter((account) => holds(account, condition)),
              order,
            );
            const query: Query = { any: [condition], order, start: { page: 1 }, perPage };
            expect(await walk(collection, query, scope)).toEqual(expected);
            const second = valueOf(await collection.find(scope, { ...query, start: { page: 2 } }));
            expect(second.items.map((item) => item.id)).toEqual(expected.slice(perPage, 2 * perPage));
            expect(second).toMatchObject({ total: expected.length, totalIsExact: true });
          },
        ),
        { numRuns: 60 },
      );
    });

    test("two many-valued conditions must both hold", async () => {
      const { collection } = await bench.open();
      const both = await bench.account(collection, { owner: "c1", holders: ["h1", "h2"] });
      await bench.account(collection, { owner: "c2", holders: ["h1"] });
      await bench.account(collection, { owner: "c3", holders: ["h2"] });
      expect(
        await walk(collection, { any: [{ holder: "h1", signer: "h2" }], order: "asc", start: { page: 1 }, perPage: 2 }),
      ).toEqual([both]);
    });

    test("merges disjoint conditions in one order, each row once", async () => {
      const opened = await bench.open();
      let run = 0;
      await fc.assert(
        fc.asyncProperty(wishes, fc.integer({ min: 1, max: 5 }), async (wanted, perPage) => {
          const mine = await fill(opened, ++run, wanted);
          const scope = { tenantId: tenantOf(run, true) };
          const any: Condition[] = [
            { owner: "c1" },
            { owner: "c2", balance: { to: 2 } },
            { owner: "c3", holder: "h1" },
          ];
          const expected = sorted(
            mine.filter((account) => any.some((condition) => holds(account, condition))),
            "desc",
          );
          const query: Query = { any, order: "desc", start: { page: 1 }, perPage };
          expect(await walk(opened.collection, query, scope)).toEqual(expected);
          // Far pages are put together in another way than near ones.
          const third = valueOf(await opened.collection.find(scope, { ...query, start: { page: 3 } }));
          expect(third.items.map(({ id }) => id)).toEqual(expected.slice(2 * perPage, 3 * perPage));
          expect(third.total).toBe(expected.length);
        }),
        { numRuns: 40 },
      );
    });

    test("a change of an index is found at once under the new value only", async () => {
      const { collection } = await bench.open();
      const id = await bench.account(collection, { balance: 1 });
      await collection.change(call(), id, deposit(4));
      const ids = async (balance: number) =>
        valueOf(
          await collection.find(alpha, { any: [{ balance }], order: "desc", start: { page: 1 }, perPage: 10 }),
        ).items.map((item) => item.id);
      expect([await ids(1), await ids(5)]).toEqual([[], [id]]);
    });

    test("pages have bounds, and a cursor belongs to one list and its filters", () => {
      const list = listName("accounts", { owner: "c1" });
      const filter = { any: [{}], order: "desc" } as const;
      const asked = (page: Parameters<typeof pageOf>[0]) => pageOf(page, listPages, list, filter);
      expect(asked({ perPage: 101 })).toMatchObject({ code: "request.invalid", faults: [{ pointer: "?perPage" }] });
      expect(asked({ page: 0 })).toMatchObject({ code: "request.invalid" });
      expect(asked({ page: 101, perPage: 100 })).toMatchObject({ code: "pagination.too_deep" });
      expect(asked({ page: 1, cursor: "x" })).toMatchObject({ code: "request.invalid" });
      for (const cursor of [
        "",
        "x",
        "bnVsbA",
        Buffer.from('["other",1,"a"]').toString("base64url"),
        Buffer.from(`["${list}",1.5,"a"]`).toString("base64url"),
      ]) {
        expect(asked({ cursor })).toMatchObject({ code: "pagination.cursor_invalid" });
      }
    });
  });
}
