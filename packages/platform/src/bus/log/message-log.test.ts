import { instant } from "@omni/kernel";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { silentLog } from "../../log/index.ts";
import { openDatabase, type Database } from "../../store/sqlite/database.ts";
import type { Message } from "../port.ts";
import { openMessageLog, type MessageLog } from "./message-log.ts";
import { deleteEveryMs, keptMs } from "./retention.ts";
import { offsetDelayMs } from "./writer.ts";

let folder: string;
const opened: MessageLog[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "omni-log-"));
});
afterEach(() => {
  for (const log of opened.splice(0)) log.close();
  rmSync(folder, { recursive: true });
});

const day = 24 * 3_600_000;

/** A log whose waits end when the test says so, and a count of its transactions. */
function openHere(home = folder) {
  let now = Date.UTC(2026, 0, 1);
  const waits: { readonly milliseconds: number; readonly end: () => void }[] = [];
  const file = openDatabase({ file: join(home, "bus.sqlite"), now: () => now });
  const count = { transactions: 0 };
  const database: Database = {
    ...file,
    transaction: (work) => {
      count.transactions += 1;
      return file.transaction(work);
    },
  };
  const sleep = (milliseconds: number, signal?: AbortSignal) =>
    new Promise<void>((end) => {
      waits.push({ milliseconds, end });
      signal?.addEventListener("abort", () => end());
    });
  const log = openMessageLog({ database, clock: () => instant(now), sleep, log: silentLog });
  opened.push(log);
  /** Ends every wait of this length, and lets what follows come to rest. */
  const pass = async (milliseconds: number) => {
    now += milliseconds;
    for (const wait of waits.splice(0)) {
      if (wait.milliseconds === milliseconds) wait.end();
      else waits.push(wait);
    }
    await turns(6);
  };
  const later = (milliseconds: number) => void (now += milliseconds);
  return { log, database, count, pass, later };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => void setImmediate(resolve));
}

const message = (text: string, topic = "t"): Message => ({
  topic,
  key: "k",
  headers: { text },
  value: Buffer.from(text),
});
const texts = (log: MessageLog, after = 0, topic = "t") =>
  log.after(topic, after, 2_000).map(({ number, message: { headers } }) => `${number} ${headers["text"]}`);

/** What another process would find if this one died now. */
function afterCrash() {
  const home = mkdtempSync(join(folder, "crash-"));
  for (const name of ["bus.sqlite", "bus.sqlite-wal"]) cpSync(join(folder, name), join(home, name));
  return openHere(home);
}

test("what is published in one turn of the event loop shares one transaction, each batch in its order", async () => {
  const { log, count } = openHere();
  const before = count.transactions;
  await Promise.all([log.append([message("a"), message("b")]), log.append([message("c")]), log.append([message("d")])]);
  expect(count.transactions - before).toBe(1);
  expect(texts(log)).toEqual(["1 a", "2 b", "3 c", "4 d"]);
});

test("what was acknowledged survives the process; what was not may be missing, but never in part", async () => {
  const { log } = openHere();
  await log.append([message("a"), message("b")]);
  const unanswered = log.append([message("c"), message("d")]);
  expect(texts(afterCrash().log)).toEqual(["1 a", "2 b"]);
  await unanswered;
  expect(texts(afterCrash().log)).toEqual(["1 a", "2 b", "3 c", "4 d"]);
});

test("a full disk refuses the publication whole, offsets stay, and later ones work again", async () => {
  const { log, database } = openHere();
  await log.append([message("a")]);
  log.join("g", "t");
  log.take("g", "t", 1);
  const pages = Number(database.sql("PRAGMA page_count").get()?.["page_count"]);
  const limit = (most: number) => database.sql(`PRAGMA max_page_count = ${most}`).get();
  limit(pages + 2);
  const large = Array.from({ length: 40 }, (_, index) => message(`${index} ${"x".repeat(2_000)}`));
  const small = log.append([message("small")]);
  await expect(log.append(large)).rejects.toThrow(/full/);
  await expect(small).rejects.toThrow(/full/);
  expect(texts(log)).toEqual(["1 a"]);
  expect(log.lag("g", "t")).toBe(0);
  limit(1_000_000);
  await log.append([message("b")]);
  expect(texts(log)).toEqual(["1 a", "2 b"]);
  const again = afterCrash().log;
  expect(texts(again)).toEqual(["1 a", "2 b"]);
  expect(again.join("g", "t")).toBe(1);
});

test("a taken offset is durable 50 ms later at the latest, and with any transaction before", async () => {
  const { count, log, pass } = openHere();
  await log.append([message("a"), message("b"), message("c")]);
  log.join("g", "t");
  log.take("g", "t", 1);
  expect(afterCrash().log.join("g", "t")).toBe(0);
  await pass(offsetDelayMs);
  expect(afterCrash().log.join("g", "t")).toBe(1);
  const saved = count.transactions;
  await pass(offsetDelayMs);
  await pass(offsetDelayMs);
  expect(count.transactions, "nothing is written when nothing is new").toBe(saved);
  log.take("g", "t", 2);
  await log.append([message("d")]);
  expect(afterCrash().log.join("g", "t")).toBe(2);
  log.take("g", "t", 3);
  log.close();
  expect(openHere().log.join("g", "t")).toBe(3);
});

test("a batch that is larger than one transaction takes is written whole, and others get their turn", async () => {
  const { log, count } = openHere();
  const before = count.transactions;
  const large = Array.from({ length: 5_000 }, (_, index) => message(String(index)));
  await Promise.all([log.append(large), log.append([message("next")])]);
  expect(count.transactions - before).toBe(2);
  expect(log.after("t", 4_998, 10).map(({ number }) => number)).toEqual([4_999, 5_000, 5_001]);
});

test("messages are the same from memory and from the file", async () => {
  const { log } = openHere();
  await log.append([{ topic: "t", key: "tnt/é", headers: { a: "1", b: "ع" }, value: Uint8Array.of(0, 255, 1) }]);
  const plain = (from: MessageLog) =>
    from.after("t", 0, 10).map(({ number, message: { headers, value, ...rest } }) => ({
      number,
      headers: { ...headers },
      value: [...value],
      ...rest,
    }));
  const remembered = plain(log);
  log.close();
  expect(plain(openHere().log)).toEqual(remembered);
});

test("who has fallen behind what is remembered reads the file, without a seam", async () => {
  const { log } = openHere();
  const all = Array.from({ length: 6_000 }, (_, index) => message(String(index)));
  for (let from = 0; from < all.length; from += 500) await log.append(all.slice(from, from + 500));
  const seen: number[] = [];
  for (let batch = log.after("t", 0, 256); batch.length > 0; batch = log.after("t", seen.length, 256)) {
    seen.push(...batch.map(({ message: { headers } }) => Number(headers["text"])));
  }
  expect(seen).toEqual(all.map((_, index) => index));
});

test("messages are deleted when they are old and every known group has taken them, but for the newest", async () => {
  const { log, pass, later } = openHere();
  await log.append(Array.from({ length: 1_200 }, (_, index) => message(String(index))));
  log.join("fast", "t");
  log.join("slow", "t");
  log.take("fast", "t", 1_200);
  log.take("slow", "t", 700);
  await pass(offsetDelayMs);
  await pass(deleteEveryMs);
  expect(texts(openCopy()).length).toBe(1_200);
  later(keptMs + day);
  await log.append([message("young")]);
  await pass(deleteEveryMs);
  expect(texts(openCopy())[0]).toBe("701 700");
  log.take("slow", "t", 1_201);
  await pass(offsetDelayMs);
  await pass(deleteEveryMs);
  expect(texts(openCopy())).toEqual(["1201 young"]);
  expect(log.lag("fast", "t")).toBe(1);
  expect(log.lag("unheard of", "t")).toBe(1);
});

const openCopy = () => afterCrash().log;

test("numbers go on after everything before was deleted and the log was opened again", async () => {
  const first = openHere();
  await first.log.append([message("a"), message("b")]);
  first.later(keptMs + day);
  await first.pass(deleteEveryMs);
  first.log.close();
  const { log } = openHere();
  expect(texts(log)).toEqual(["2 b"]);
  await log.append([message("c")]);
  expect(texts(log, 2)).toEqual(["3 c"]);
});

test("a second process is told that the file is in use; another layout is refused", async () => {
  const { log, database } = openHere();
  expect(() => openHere()).toThrow(/in use by another process/);
  database.sql("PRAGMA user_version = 99").run();
  log.close();
  expect(() => openHere()).toThrow(/layout 99/);
});

test("waiting for news ends with the next message of that topic, or with the signal", async () => {
  const { log } = openHere();
  const stop = new AbortController();
  const story: string[] = [];
  const wait = (topic: string) => log.news(topic, stop.signal).then(() => story.push(topic));
  const waits = [wait("t"), wait("other")];
  await log.append([message("a")]);
  await turns(1);
  expect(story).toEqual(["t"]);
  stop.abort();
  await Promise.all(waits);
  await log.news("t", stop.signal);
  expect(story).toEqual(["t", "other"]);
});
