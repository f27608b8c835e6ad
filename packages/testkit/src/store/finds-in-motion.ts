import { accepted } from "@omni/kernel";
import type { Query } from "@omni/platform/store";
import { describe, expect, test } from "vitest";
import { testCall } from "../calls.ts";
import { deposit, type AccountReply } from "./accounts.ts";
import { valueOf, type StoreBench } from "./bench.ts";

const alpha = { tenantId: "tnt_alpha" };
const call = testCall<AccountReply>;

/** What `find` promises while others write. */
export function motionContract(bench: StoreBench): void {
  describe("find, while others write", () => {
    test("a cursor walk returns every row that existed when it began exactly once, while others are added and changed", async () => {
      const { collection, clock } = await bench.open();
      const before: string[] = [];
      for (let index = 0; index < 60; index++) {
        if (index % 3 === 0) clock.advance(1);
        before.push(await bench.account(collection, { owner: `c${index}`, holders: ["h"] }));
      }
      const seen: string[] = [];
      let start: Query["start"] | undefined = { page: 1 };
      for (let round = 0; start; round++) {
        const query: Query = { any: [{ holder: "h" }], order: "desc", start, perPage: 7 };
        const found = valueOf(await collection.find(alpha, query));
        seen.push(...found.items.map((item) => item.id));
        start = found.next && { after: found.next };
        clock.advance(1);
        await bench.account(collection, { owner: `new${round}`, holders: ["h"] });
        await collection.change(call(), before[round] ?? "", deposit(1));
      }
      expect(seen.toSorted()).toEqual(before.toSorted());
    });

    test("a row that moves from one condition of a union to another meanwhile is found exactly once", async () => {
      const { collection } = await bench.open();
      const ids = await Promise.all(
        Array.from({ length: 30 }, (_, index) => bench.account(collection, { owner: `c${index}` })),
      );
      const moves = { running: true };
      const moving = ids.map(async (id) => {
        for (let round = 0; moves.running; round++) {
          const status = round % 2 === 0 ? ("frozen" as const) : ("open" as const);
          await collection.change(call(), id, (account) => accepted({ state: { ...account, status }, events: [] }));
        }
      });
      const any = [{ status: "open" }, { status: "frozen" }];
      const seen: { readonly ids: readonly string[]; readonly total: number }[] = [];
      for (let round = 0; round < 20; round++) {
        const { items, total } = valueOf(
          await collection.find(alpha, { any, order: "asc", start: { page: 1 }, perPage: 100 }),
        );
        seen.push({ ids: items.map(({ id }) => id).toSorted(), total });
        await new Promise(setImmediate);
      }
      moves.running = false;
      await Promise.all(moving);
      for (const found of seen) expect(found).toEqual({ ids: ids.toSorted(), total: ids.length });
    });
  });
}
