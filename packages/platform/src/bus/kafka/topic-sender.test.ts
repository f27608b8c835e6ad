import { expect, test } from "vitest";
import type { OutgoingRecord } from "./records.ts";
import { requestsOf, topicSender, type SendingProducer } from "./topic-sender.ts";

const record = (key: string, bytes = 1): OutgoingRecord => ({ key, value: Buffer.alloc(bytes) });

/** Producers that write down what they are asked for, and fail as told. */
function producers(fate: (keys: string, producer: number) => Promise<void> = () => Promise.resolve()) {
  const story: string[] = [];
  let count = 0;
  const connect = async (): Promise<SendingProducer> => {
    const mine = ++count;
    return {
      send: async ({ messages }) => {
        const keys = messages.map(({ key }) => String(key)).join("");
        story.push(`${mine}:${keys}`);
        await fate(keys, mine);
        return [];
      },
      disconnect: async () => void story.push(`${mine} gone`),
    };
  };
  return { story, connect };
}

test("one request is in flight at a time, and what arrives meanwhile goes together, in order", async () => {
  const { story, connect } = producers();
  const sender = topicSender({ topic: "t", connect });
  await Promise.all(["a", "b", "c"].map((key) => sender.send([record(key)])));
  await sender.close();
  expect(story).toEqual(["1:a", "1:bc", "1 gone"]);
});

test("after a failure everybody in the request is told, and the producer is never used again", async () => {
  const { story, connect } = producers((keys) =>
    keys.includes("b") ? Promise.reject(new Error("no")) : Promise.resolve(),
  );
  const sender = topicSender({ topic: "t", connect });
  const outcomes = await Promise.allSettled(["a", "b", "c"].map((key) => sender.send([record(key)])));
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  await sender.send([record("c")]);
  await sender.close();
  expect(story.filter((line) => line.includes(":"))).toEqual(["1:a", "1:bc", "2:c"]);
  expect(story).toContain("1 gone");
});

test("a send that hangs rejects in time, and later ones go by another producer", async () => {
  const { story, connect } = producers((_keys, producer) =>
    producer === 1 ? new Promise(() => undefined) : Promise.resolve(),
  );
  const sender = topicSender({ topic: "t", connect, sendMaxMs: 20 });
  await expect(sender.send([record("a")])).rejects.toThrow("t within 20 ms");
  await sender.send([record("a")]);
  expect(story).toEqual(["1:a", "2:a"]);
});

test("brokers that cannot be reached are tried again by the next send", async () => {
  let away = true;
  const { connect } = producers();
  const sender = topicSender({ topic: "t", connect: () => (away ? Promise.reject(new Error("away")) : connect()) });
  await expect(sender.send([record("a")])).rejects.toThrow("away");
  away = false;
  await sender.send([record("a")]);
});

test("a request stays below what a broker takes for one partition, but for a record that is larger itself", () => {
  const sizes = [1, 300_000, 300_000, 1, 600_000, 1, 1].map((bytes, index) => record(String(index), bytes));
  const keys = requestsOf(sizes).map((request) => request.map(({ key }) => key).join(""));
  expect(keys).toEqual(["01", "23", "4", "56"]);
  expect(requestsOf([])).toEqual([]);
});
