import type { Clock } from "@omni/kernel";
import type { Log } from "../../log/index.ts";
import type { Database } from "../../store/sqlite/database.ts";
import type { DeadLetter, Message } from "../port.ts";
import type { Sleep } from "../deliver.ts";
import { bell, type Bell } from "./bell.ts";
import { forgetDeadLetter, keepDeadLetter, readDeadLetter, readDeadLetters } from "./dead-letters.ts";
import { readAfter, readFirst } from "./messages.ts";
import { openOffsets } from "./offsets.ts";
import { recentMessages, type Placed, type Recent } from "./recent.ts";
import { retain } from "./retention.ts";
import { prepareTables } from "./tables.ts";
import { openWriter } from "./writer.ts";

export interface MessageLogDeps {
  /** Closed with the log. */
  readonly database: Database;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly log: Log;
}

/** The file behind the bus. */
export interface MessageLog {
  /** Resolves when the batch is durable. */
  append(batch: readonly Message[]): Promise<void>;
  /** At most `limit` messages of a topic after a number: from memory, else from the file. */
  after(topic: string, number: number, limit: number): readonly Placed[];
  /** Resolves when the topic has got messages, or when the signal aborts. */
  news(topic: string, signal: AbortSignal): Promise<void>;
  /** Makes a group known, and answers the number of the last message it took; 0 before the first. */
  join(group: string, topic: string): number;
  take(group: string, topic: string, number: number): void;
  /** Makes the offsets durable now. */
  saveOffsets(): Promise<void>;
  lag(group: string, topic: string): number;
  keepDeadLetter(letter: DeadLetter): Promise<void>;
  forgetDeadLetter(id: string): Promise<void>;
  deadLetter(id: string): DeadLetter | undefined;
  deadLetters(topic: string, group: string, limit: number): readonly DeadLetter[];
  /** Commits what waits and gives the file back. */
  close(): void;
}

// Per topic; who falls further behind reads the file.
const remembered = { messagesMax: 4_096, bytesMax: 8 * 1024 * 1024 };

/** Opens (or makes) the log in a database. Throws `DataUnusable` when its layout is another. */
export function openMessageLog({ database, clock, sleep, log }: MessageLogDeps): MessageLog {
  prepareTables(database);
  const offsets = openOffsets(database);
  const topics = openTopics();
  const closing = new AbortController();
  const writer = openWriter({ database, offsets, clock, sleep, closing: closing.signal, log, handOver: topics.add });
  const end = (topic: string) => writer.ends().get(topic) ?? 0;
  void retain({ database, clock, sleep, offsets, ends: writer.ends, log }, closing.signal);
  return {
    append: writer.append,
    after: (topic, number, limit) => {
      if (number >= end(topic)) return [];
      return topics.of(topic).recent.after(number, limit) ?? readAfter(database, topic, number, limit);
    },
    news: (topic, signal) => topics.of(topic).bell.wait(signal),
    join: (group, topic) => {
      offsets.join(group, topic);
      writer.saveOffsetsSoon();
      return offsets.taken(group, topic);
    },
    take: (group, topic, number) => {
      offsets.take(group, topic, number);
      writer.saveOffsetsSoon();
    },
    saveOffsets: writer.saveOffsets,
    lag: (group, topic) => end(topic) - Math.max(offsets.taken(group, topic), readFirst(database, topic) - 1),
    keepDeadLetter: (letter) => writer.write(() => keepDeadLetter(database, letter)),
    forgetDeadLetter: (id) => writer.write(() => forgetDeadLetter(database, id)),
    deadLetter: (id) => readDeadLetter(database, id),
    deadLetters: (topic, group, limit) => readDeadLetters(database, topic, group, limit),
    close: () => {
      closing.abort();
      writer.flush();
      database.close();
    },
  };
}

interface Topic {
  readonly recent: Recent;
  readonly bell: Bell;
}

function openTopics() {
  const topics = new Map<string, Topic>();
  const of = (name: string): Topic => {
    const topic = topics.get(name) ?? { recent: recentMessages(remembered), bell: bell() };
    topics.set(name, topic);
    return topic;
  };
  const add = (placed: readonly Placed[]): void => {
    for (const [name, messages] of Map.groupBy(placed, ({ message }) => message.topic)) {
      of(name).recent.add(messages);
      of(name).bell.ring();
    }
  };
  return { of, add };
}
