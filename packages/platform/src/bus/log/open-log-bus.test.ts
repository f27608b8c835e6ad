import { instant } from "@omni/kernel";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { silentLog } from "../../log/index.ts";
import type { Bus, Message } from "../port.ts";
import { openLogBus } from "./open-log-bus.ts";

let folder: string;
const opened: Bus[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "omni-log-bus-"));
});
afterEach(async () => {
  for (const bus of opened.splice(0)) await bus.close();
  rmSync(folder, { recursive: true });
});

const clock = () => instant(Date.UTC(2026, 0, 1));
// Nothing here waits for time: what is durable must be so by itself.
const sleep = (_milliseconds: number, signal?: AbortSignal) =>
  new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve()));

function open(home = folder): Bus {
  const bus = openLogBus({ file: join(home, "bus.sqlite"), clock, sleep, log: silentLog });
  opened.push(bus);
  return bus;
}

/** What another process would find if this one died now. */
function afterCrash(): Bus {
  const home = mkdtempSync(join(folder, "crash-"));
  for (const name of ["bus.sqlite", "bus.sqlite-wal"]) cpSync(join(folder, name), join(home, name));
  return open(home);
}

const message = (text: string, topic = "t"): Message => ({ topic, key: "k", headers: {}, value: Buffer.from(text) });
const textsInto =
  (texts: string[]) =>
  async (batch: readonly Message[]): Promise<void> =>
    void texts.push(...batch.map(({ value }) => Buffer.from(value).toString()));

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => void setImmediate(resolve));
}

test("a stop leaves a durable offset behind: a process that dies right after it repeats nothing", async () => {
  const bus = open();
  const taken: string[] = [];
  const consumer = await bus.consume({ topics: ["t"], group: "g", handler: textsInto(taken) });
  await bus.publish([message("1"), message("2")]);
  await turns(3);
  expect(taken).toEqual(["1", "2"]);
  await consumer.stop();
  expect(await afterCrash().lag("t", "g")).toBe(0);
});

test("a process that dies between the handler and the offset repeats the batch, and nothing before it", async () => {
  const bus = open();
  await bus.consume({ topics: ["t"], group: "g", handler: textsInto([]) });
  await bus.publish([message("1")]);
  await turns(3);
  await bus.publish([message("2")]);
  await turns(3);
  const repeated: string[] = [];
  await afterCrash().consume({ topics: ["t"], group: "g", handler: textsInto(repeated) });
  await turns(3);
  expect(repeated).toEqual(["2"]);
});

test("a topic that is stuck does not hold up the others of its group", async () => {
  const bus = open();
  const taken: string[] = [];
  const handler = async (batch: readonly Message[]) => {
    if (batch.some(({ topic }) => topic === "stuck")) throw new Error("not now");
    await textsInto(taken)(batch);
  };
  await bus.consume({ topics: ["stuck", "t"], group: "g", handler });
  await bus.publish([message("1", "stuck"), message("2")]);
  await turns(4);
  expect(taken).toEqual(["2"]);
});

test("a handler that never waits leaves the event loop its turns", async () => {
  const bus = open();
  await bus.publish(Array.from({ length: 1_500 }, (_, index) => message(String(index))));
  let batches = 0;
  let turnsTaken = 0;
  const handler = async () => void (batches += 1);
  await bus.consume({ topics: ["t"], group: "g", handler, batchMax: 1 });
  while (batches < 1_500) {
    turnsTaken += 1;
    await new Promise((resolve) => void setImmediate(resolve));
  }
  expect(turnsTaken).toBeGreaterThan(700);
});
