import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DataUnusable, openDatabase } from "./database.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "omni-database-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = () => Date.now();

describe("a database file", () => {
  test("is owned by one process: a second owner is told so, and what to do", () => {
    const file = join(folder, "a.sqlite");
    const first = openDatabase({ file, now });
    expect(() => openDatabase({ file, now })).toThrow(DataUnusable);
    expect(() => openDatabase({ file, now })).toThrow(/in use by another process.*OMNI_DATA_DIR/);
    first.close();
    openDatabase({ file, now }).close();
  });

  test("that is damaged, or no database, is refused by name and left as it is", () => {
    const file = join(folder, "b.sqlite");
    writeFileSync(file, "this is no database, but somebody's letter".repeat(100));
    expect(() => openDatabase({ file, now })).toThrow(/b\.sqlite is damaged or no database/);
  });

  test("in a folder that is not there is refused by name", () => {
    expect(() => openDatabase({ file: join(folder, "none", "c.sqlite"), now })).toThrow(
      /none\/c\.sqlite cannot be opened for writing/,
    );
  });

  test("keeps nothing of a transaction that throws", () => {
    const database = openDatabase({ file: ":memory:", now });
    database.sql("CREATE TABLE t(x INTEGER)").run();
    expect(() =>
      database.transaction(() => {
        database.sql("INSERT INTO t VALUES (1)").run();
        throw new Error("stop");
      }),
    ).toThrow("stop");
    expect(database.sql("SELECT count(*) AS n FROM t").get()?.["n"]).toBe(0);
  });

  test("that is full says so, still reads, and takes writes again once there is room", () => {
    let at = 0;
    const database = openDatabase({ file: join(folder, "d.sqlite"), now: () => at });
    database.sql("CREATE TABLE t(x TEXT)").run();
    const fill = () => database.transaction(() => database.sql("INSERT INTO t VALUES (?)").run("x".repeat(100_000)));
    fill();
    database.sql("PRAGMA max_page_count = 30").get();
    expect(fill).toThrow(/full/);
    expect(database.failing()).toMatch(/full/);
    expect(database.sql("SELECT count(*) AS n FROM t").get()?.["n"]).toBe(1);
    database.sql("PRAGMA max_page_count = 100000").get();
    expect(database.failing()).toMatch(/full/);
    at += 1000;
    expect(database.failing()).toBeUndefined();
    fill();
    database.close();
  });
});
