import type { TopicDeclaration } from "@omni/platform/bus/kafka";
import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** Where the topics are declared, in a checkout. */
export const topicsFile: URL = new URL("../../../deploy/topics.yaml", import.meta.url);

/** The topics that a text like `deploy/topics.yaml` declares. Throws, and says where, when it is another text. */
export function parseTopics(text: string): readonly TopicDeclaration[] {
  const document: unknown = parse(text);
  const list = isRecord(document) ? document["topics"] : undefined;
  if (!Array.isArray(list)) throw new Error("There is no list of topics.");
  return list.map(toTopic);
}

export const readTopics = (file: URL = topicsFile): readonly TopicDeclaration[] =>
  parseTopics(readFileSync(file, "utf8"));

function toTopic(entry: unknown, index: number): TopicDeclaration {
  const { name, partitions, config } = isRecord(entry) ? entry : {};
  const place = typeof name === "string" ? name : `number ${index + 1}`;
  if (typeof name !== "string") throw new Error(`The topic ${place} has no name.`);
  if (!Number.isInteger(partitions) || Number(partitions) < 1) throw new Error(`The topic ${place} has no partitions.`);
  if (!isRecord(config)) throw new Error(`The topic ${place} has no config.`);
  return { name, partitions: Number(partitions), config: toTexts(config, place) };
}

function toTexts(config: Readonly<Record<string, unknown>>, place: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      if (typeof value === "string" || typeof value === "number") return [key, String(value)];
      throw new Error(`The setting ${key} of the topic ${place} is neither a text nor a number.`);
    }),
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
