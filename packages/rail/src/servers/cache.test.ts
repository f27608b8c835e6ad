import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cacheDirectory, cached, verifySha256 } from "./cache.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "omni-cache-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const fill = async (folder: string): Promise<void> => writeFile(join(folder, "file"), "whole");

test("the cache is where OMNI_CACHE_DIR says, else in the user's own cache folder", () => {
  expect(cacheDirectory({ OMNI_CACHE_DIR: "/c" })).toBe("/c");
  expect(cacheDirectory({ XDG_CACHE_HOME: "/x" })).toBe("/x/omnichannel-rail");
  expect(cacheDirectory({})).toMatch(/\/\.cache\/omnichannel-rail$/);
});

test("a folder is made once, also when many want it at once", async () => {
  let made = 0;
  const make = async (folder: string) => {
    made += 1;
    await new Promise((resolve) => void setTimeout(resolve, 20));
    await fill(folder);
  };
  const folders = await Promise.all(Array.from({ length: 5 }, () => cached(root, "thing", make)));
  expect(new Set(folders)).toEqual(new Set([join(root, "thing")]));
  expect(made).toBe(1);
  expect(readdirSync(root)).toEqual(["thing"]);
});

test("what fails leaves nothing, says why, and is tried again by the next", async () => {
  const failing = async (folder: string) => {
    await fill(folder);
    throw new Error("no network");
  };
  await expect(cached(root, "thing", failing)).rejects.toThrow("no network");
  expect(readdirSync(root)).toEqual([]);
  expect(readFileSync(join(await cached(root, "thing", fill), "file"), "utf8")).toBe("whole");
});

test("a process that was killed on the way blocks nobody, and what it left is gone", async () => {
  // No process has this id: it is above the largest.
  writeFileSync(join(root, "thing.lock"), "4194305 gone");
  await mkdir(join(root, "thing.partial-4194305"));
  await cached(root, "thing", fill);
  expect(readdirSync(root)).toEqual(["thing"]);
});

test("a holder that shows no life for 15 s loses its lock, one that does keeps it", async () => {
  const lock = join(root, "thing.lock");
  writeFileSync(lock, `${process.pid} alive`);
  let done = false;
  const waiting = cached(root, "thing", fill).finally(() => {
    done = true;
  });
  await new Promise((resolve) => void setTimeout(resolve, 250));
  expect(done).toBe(false);
  const longAgo = new Date(Date.now() - 16_000);
  utimesSync(lock, longAgo, longAgo);
  await waiting;
  expect(existsSync(lock)).toBe(false);
});

test("a file that is not what it should be is refused by its name", async () => {
  const file = join(root, "file");
  await writeFile(file, "whole");
  const sum = "6d0adf3a8b0a2b7cf8e5c5ce6cc0cbb4";
  await expect(verifySha256(file, sum)).rejects.toThrow(`${file} is not what it should be`);
});
