import type { IHeaders, Message as KafkaRecord } from "kafkajs";
import type { DeadLetter, Message } from "../port.ts";

/** A record as kafkajs takes it; without a value it is a tombstone. */
export type OutgoingRecord = KafkaRecord & { readonly value: Buffer | null };

/** What of a record on the broker makes a message. */
export interface ReceivedRecord {
  readonly key: Buffer | null;
  readonly headers?: IHeaders | undefined;
  readonly value: Buffer | null;
}

export const toRecord = ({ key, headers, value }: Message): OutgoingRecord => ({
  key,
  headers: { ...headers },
  value: bufferOf(value),
});

export const toMessage = (topic: string, { key, headers, value }: ReceivedRecord): Message => ({
  topic,
  key: key?.toString() ?? "",
  headers: toTexts(headers),
  value: value ?? new Uint8Array(),
});

/** Bytes of a record on the way, roughly. */
export const sizeOf = ({ value, headers }: OutgoingRecord): number =>
  (value?.byteLength ?? 0) + 32 * Object.keys(headers ?? {}).length + 128;

/** Where a message was found. */
export interface Place {
  readonly partition: number;
  readonly offset: string;
}

export const deadTopicOf = (topic: string): string => `${topic}.dlq`;

export const deadLetterOf = (group: string, message: Message, { partition, offset }: Place, reason: string) => ({
  id: `${group}/${message.topic}/${partition}/${offset}`,
  group,
  reason,
  message,
});

const about = {
  group: "omni-dead-letter-group",
  reason: "omni-dead-letter-reason",
  topic: "omni-dead-letter-topic",
  partition: "omni-dead-letter-partition",
  offset: "omni-dead-letter-offset",
  key: "omni-dead-letter-key",
} as const;

/**
 * The record of a dead letter: the original value and headers, with where it came from and why in further headers.
 * Its key is the letter's id, so that a repeat replaces it and a tombstone takes it away when the topic is compacted.
 */
export function toDeadRecord({ id, group, reason, message }: DeadLetter, { partition, offset }: Place): OutgoingRecord {
  const headers = {
    ...message.headers,
    [about.group]: group,
    [about.reason]: reason,
    [about.topic]: message.topic,
    [about.partition]: String(partition),
    [about.offset]: offset,
    [about.key]: message.key,
  };
  return { key: id, headers, value: bufferOf(message.value) };
}

/** The dead letter in a record of a dead-letter topic; what is no such record is none. */
export function toDeadLetter({ key, headers, value }: ReceivedRecord): DeadLetter | undefined {
  const all = toTexts(headers);
  const [id, group, topic] = [key?.toString(), all[about.group], all[about.topic]];
  if (!id || group === undefined || topic === undefined || !value) return undefined;
  const added = new Set<string>(Object.values(about));
  const original = Object.fromEntries(Object.entries(all).filter(([name]) => !added.has(name)));
  const message = { topic, key: all[about.key] ?? "", headers: original, value };
  return { id, group, reason: all[about.reason] ?? "", message };
}

function toTexts(headers: ReceivedRecord["headers"]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    // A name may be there several times; the last one counts.
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined && last !== null) texts[name] = last.toString();
  }
  return texts;
}

const bufferOf = (value: Uint8Array): Buffer => Buffer.from(value.buffer, value.byteOffset, value.byteLength);
