import { topics } from "@omni/contracts/events";
import { expect, test } from "vitest";
import { parseTopics, readTopics } from "./topics.ts";

test("deploy/topics.yaml declares the topics of the contract, each with its dead letters, and no others", () => {
  const expected = topics.flatMap((name) => [name, `${name}.dlq`]);
  expect(readTopics().map(({ name }) => name)).toEqual(expected);
});

test("every topic has the 12 partitions of the contract; events pass, dead letters stay until they are replayed", () => {
  const week = String(7 * 24 * 3_600_000);
  for (const { name, partitions, config } of readTopics()) {
    const isDead = name.endsWith(".dlq");
    expect({ name, partitions, config }).toEqual({
      name,
      partitions: 12,
      config: isDead
        ? { "cleanup.policy": "compact", "max.message.bytes": String(2 * 1024 * 1024) }
        : { "cleanup.policy": "delete", "retention.ms": week },
    });
  }
});

test("a text that declares no topics is refused with the place that is wrong", () => {
  const refused: [string, string][] = [
    ["", "no list of topics"],
    ["topics: none", "no list of topics"],
    ["topics: [{ partitions: 1, config: {} }]", "number 1 has no name"],
    ["topics: [{ name: a, config: {} }]", "a has no partitions"],
    ["topics: [{ name: a, partitions: 0.5, config: {} }]", "a has no partitions"],
    ["topics: [{ name: a, partitions: 1 }]", "a has no config"],
    ["topics: [{ name: a, partitions: 1, config: { b: [1] } }]", "setting b of the topic a"],
  ];
  for (const [text, reason] of refused) expect(() => parseTopics(text)).toThrow(reason);
});
