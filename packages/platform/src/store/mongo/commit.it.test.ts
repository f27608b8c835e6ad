import { instant } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import type { Write } from "../adapter.ts";
import type { AggregateDocument } from "./documents.ts";
import { connect } from "./connection.ts";
import { storeLayout } from "./layout.ts";
import { checkLayout, migrate } from "./migrate.ts";
import { scope, shape, testDatabase, writeOf } from "./testing/test-adapter.ts";
import { silentLog } from "../../log/index.ts";

describe("holds", () => {
  const minute = 60_000;
  const intervals = (now: number): readonly [Write["holds"], "committed" | "not_now"][] => [
    [{ until: instant(now + minute) }, "committed"],
    [{ from: instant(now - minute), until: instant(now + minute) }, "committed"],
    [{ from: instant(now - minute) }, "committed"],
    [{ until: instant(now - minute) }, "not_now"],
    [{ from: instant(now + minute) }, "not_now"],
  ];
  const outcomes = async (write: (holds: NonNullable<Write["holds"]>) => Promise<string>) => {
    const found: string[] = [];
    const expected: string[] = [];
    // The server's clock decides, which is this machine's.
    for (const [holds, kind] of intervals(Date.now())) {
      found.push(await write(holds ?? {}));
      expected.push(kind);
    }
    return { found, expected };
  };

  test("are judged by the server's clock, on a create and on a change", async () => {
    const engine = await (await testDatabase()).adapter();
    let created = 0;
    const creates = await outcomes(async (holds) => {
      const id = `a${created++}`;
      return (await engine.commit(shape, scope, id, 0, writeOf({ id, holds }))).kind;
    });
    expect(creates.found).toEqual(creates.expected);
    let version = 1;
    const changes = await outcomes(async (holds) => {
      const outcome = await engine.commit(shape, scope, "a0", version, writeOf({ version: version + 1, holds }));
      if (outcome.kind === "committed") version++;
      return outcome.kind;
    });
    expect(changes.found).toEqual(changes.expected);
  });
});

describe("a write", () => {
  test("changes what it names, and clears what it says is gone", async () => {
    const { raw, adapter } = await testDatabase();
    const engine = await adapter();
    const stored = () => raw.collection<AggregateDocument>(shape.name).findOne({ _id: "tnt_alpha/a" });
    await engine.commit(
      shape,
      scope,
      "a",
      0,
      writeOf({
        indexes: { status: "open", balance: 1 },
        manyIndexes: { holder: ["h1", "h1", "h2"] },
        unique: { key: "u" },
        dueAt: instant(5),
      }),
    );
    expect(await stored()).toMatchObject({ i: { status: "open", balance: 1 }, m: { holder: ["h1", "h2"] }, dueAt: 5 });
    const next = { version: 2, indexes: { status: undefined, balance: 2 }, manyIndexes: { holder: [] } };
    await engine.commit(shape, scope, "a", 1, writeOf({ ...next, unique: { key: undefined } }));
    const after = await stored();
    expect(after).toMatchObject({ version: 2, schemaVersion: 1, m: { holder: [] } });
    expect(after?.i).toEqual({ balance: 2 });
    expect([after?.dueAt, after?.unique]).toEqual([undefined, undefined]);
  });

  test("keeps a state as it is: keys with $ and dots, and every character, are text", async () => {
    const engine = await (await testDatabase()).adapter();
    const text = JSON.stringify({ $set: { "a.b": 1 }, "": "\u0000 ‮ 😀", __proto__: null });
    await engine.commit(shape, scope, "a", 0, writeOf({ text }));
    expect((await engine.load(shape, scope, "a"))?.text).toBe(text);
  });

  test("of 16 MiB is refused as full, and nothing of it stays", async () => {
    const engine = await (await testDatabase()).adapter();
    await engine.commit(shape, scope, "a", 0, writeOf());
    const large = writeOf({ version: 2, text: "x".repeat(16 * 1024 * 1024) });
    expect(await engine.commit(shape, scope, "a", 1, large)).toEqual({ kind: "full" });
    expect((await engine.load(shape, scope, "a"))?.version).toBe(1);
    const larger = writeOf({ text: "x".repeat(17 * 1024 * 1024) });
    expect(await engine.commit(shape, scope, "b", 0, larger)).toEqual({ kind: "full" });
  });
});

describe("a migration", () => {
  test("makes what is missing, once; without it nothing is opened, and the message says what is missing", async () => {
    const { url, database } = await testDatabase();
    const fresh = await connect({ url, database: `${database}_fresh`, log: silentLog });
    try {
      const layout = storeLayout([shape]);
      await expect(checkLayout(fresh.mongoose, layout)).rejects.toThrow(/lacks the indexes .*accounts\.i_status/);
      expect(await migrate(fresh.mongoose, layout)).toContain("accounts.i_status");
      expect(await migrate(fresh.mongoose, layout)).toEqual([]);
      expect(await checkLayout(fresh.mongoose, layout)).toBe(1);
      const more = storeLayout([{ ...shape, indexes: [...shape.indexes, "colour"] }]);
      await expect(checkLayout(fresh.mongoose, more)).rejects.toThrow(/lacks the indexes accounts\.i_colour/);
    } finally {
      await fresh.mongoose.dropDatabase();
      await fresh.close();
    }
  });
});
