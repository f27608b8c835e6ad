import { expect, test } from "vitest";
import { alpha, beta, event, gap, query, texts, type ProjectionBench } from "./bench.ts";

/** How events become rows: once each, in sequence, and durably. */
export function projectionApplying(under: () => ProjectionBench): void {
  const found = async (more = {}) => texts(await under().projection().find(alpha, query(more)));
  const applied = async (aggregate = "journey/1", scope = alpha) =>
    (await under().projection().applied([{ scope, aggregate }]))[0];

  test("what was applied is found, and counts as applied, also after a restart", async () => {
    await under()
      .projection()
      .apply([event({ sequence: 1 }), event({ sequence: 2 })]);
    await under().reopen();
    expect(await found()).toEqual(["journey/1 1 read", "journey/1 2 read"]);
    expect(await applied()).toBe(2);
  });

  test("applied is asked for many aggregates at once, and is 0 where nothing was", async () => {
    const { apply, applied: ask } = under().projection();
    await apply([event({ sequence: 1 }), event({ aggregate: "journey/2", sequence: 1, scope: beta })]);
    const wanted = [
      { scope: beta, aggregate: "journey/2" },
      { scope: alpha, aggregate: "journey/2" },
      { scope: alpha, aggregate: "journey/1" },
    ];
    expect(await ask(wanted)).toEqual([1, 0, 1]);
  });

  test("an event that comes again, alone or among new ones, changes nothing", async () => {
    const { apply } = under().projection();
    await apply([event({ sequence: 1 }), event({ sequence: 1 })]);
    await apply([event({ sequence: 1, text: "again" })]);
    await apply([event({ sequence: 1, text: "again" }), event({ sequence: 2 }), event({ sequence: 1, text: "again" })]);
    expect(await found()).toEqual(["journey/1 1 read", "journey/1 2 read"]);
    expect(await applied()).toBe(2);
  });

  test("a batch that jumps is refused as a whole, and the batches beside it are not", async () => {
    const { apply } = under().projection();
    const outcomes = await Promise.allSettled([
      apply([event({ sequence: 1 })]),
      apply([event({ aggregate: "journey/2", sequence: 1 }), event({ sequence: 3 })]),
      apply([event({ aggregate: "journey/3", sequence: 1 })]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await found()).toEqual(["journey/1 1 read", "journey/3 1 read"]);
    expect(await applied("journey/2")).toBe(0);
    expect(under().projection().ready()).toBe(true);
  });

  test("batches that race for the same events apply each once", async () => {
    const { apply } = under().projection();
    const batch = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => event({ sequence: from + index }));
    await Promise.all([apply(batch(1, 5)), apply(batch(1, 3)), apply(batch(1, 8)), apply(batch(1, 7))]);
    expect((await found()).length).toBe(8);
    expect(await applied()).toBe(8);
  });

  test("an event without rows counts as applied", async () => {
    const { apply } = under().projection();
    await apply([event({ sequence: 1, entities: [] }), event({ sequence: 2 })]);
    expect(await found()).toEqual(["journey/1 2 read"]);
  });

  test("tenants with the same ids never meet", async () => {
    const { apply, find } = under().projection();
    await apply([event({ sequence: 1, scope: beta, text: "foreign" }), event({ sequence: 1 })]);
    expect(await found()).toEqual(["journey/1 1 read"]);
    expect(texts(await find(beta, query()))).toEqual(["journey/1 1 foreign"]);
  });

  test("a gap counts as applied, shows its rows, and gives way to the event when it is replayed", async () => {
    const { apply } = under().projection();
    await apply([
      event({ sequence: 1 }),
      gap({ sequence: 2, entities: ["customer/1", "journey/1"], at: 25 }),
      event({ sequence: 3 }),
    ]);
    expect(await found()).toEqual(["journey/1 1 read", "journey/1 2 gap", "journey/1 3 read"]);
    await apply([gap({ sequence: 2, text: "gap again" })]);
    expect((await found())[1]).toBe("journey/1 2 gap");
    await under().reopen();
    await under()
      .projection()
      .apply([event({ sequence: 2 })]);
    expect(await found()).toEqual(["journey/1 1 read", "journey/1 2 read", "journey/1 3 read"]);
    expect(await found({ any: [{ entity: "journey/1" }] })).toEqual([]);
    expect(await applied()).toBe(3);
  });

  test("a gap is filled once: the event that filled it is dropped when it comes again", async () => {
    const { apply } = under().projection();
    await apply([gap({ sequence: 1 })]);
    await Promise.all([apply([event({ sequence: 1 })]), apply([event({ sequence: 1, text: "twin" })])]);
    expect(await found()).toEqual(["journey/1 1 read"]);
    await apply([gap({ sequence: 1 })]);
    expect(await found()).toEqual(["journey/1 1 read"]);
  });
}
