import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A record as a plain consumer finds it. */
export interface TopicRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

/** Everything that was ever on some topics, in the order of their partitions. */
export interface TopicView {
  /** All records of a key, oldest first. */
  recordsOf(key: string): readonly TopicRecord[];
  /** All records that were not forgotten. */
  all(): readonly TopicRecord[];
  /** How many records there are in all. */
  size(): number;
  /** Offsets that were never seen though a later one was: an empty list, unless the reader or the broker lost them. */
  missing(): readonly string[];
  /** Forgets the records that it has, but not how far it is. */
  forget(): void;
  close(): Promise<void>;
}

const script = fileURLToPath(new URL("../outside/tell-records.ts", import.meta.url));

/** Reads topics in a process of its own, through every loss of the broker. */
export function openTopicView(brokers: string, topics: readonly string[]): TopicView {
  const seen = recordsSeen();
  let closing = false;
  let reader: ChildProcess;
  let ended: Promise<void>;
  /** Reads until the process ends, then begins anew. */
  const read = (): void => {
    const args = ["--conditions=omni-source", "--disable-warning=TimeoutNegativeWarning", script, brokers, ...topics];
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
    reader = child;
    createInterface({ input: child.stdout }).on("line", (line) => seen.take(JSON.parse(line) as TopicRecord));
    const { promise, resolve } = Promise.withResolvers<void>();
    ended = promise;
    child.once("close", () => {
      resolve();
      if (!closing) read();
    });
  };
  read();
  return {
    ...seen,
    close: async () => {
      closing = true;
      reader.kill("SIGKILL");
      await ended;
    },
  };
}

/** What was read, each place once: a reader that begins anew tells everything again. */
export function recordsSeen(): Omit<TopicView, "close"> & { take(record: TopicRecord): void } {
  const byKey = new Map<string, TopicRecord[]>();
  const next = new Map<string, number>();
  const missing: string[] = [];
  let size = 0;
  return {
    take: (record) => {
      const place = `${record.topic}/${record.partition}`;
      const expected = next.get(place) ?? 0;
      if (record.offset < expected) return;
      if (record.offset > expected) missing.push(`${place}: ${expected} to ${record.offset - 1}`);
      next.set(place, record.offset + 1);
      size++;
      byKey.set(record.key, [...(byKey.get(record.key) ?? []), record]);
    },
    recordsOf: (key) => byKey.get(key) ?? [],
    all: () => [...byKey.values()].flat(),
    size: () => size,
    missing: () => missing,
    forget: () => byKey.clear(),
  };
}
