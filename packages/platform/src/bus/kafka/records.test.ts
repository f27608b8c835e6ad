import { expect, test } from "vitest";
import {
  deadLetterOf,
  toDeadLetter,
  toDeadRecord,
  toMessage,
  toRecord,
  type OutgoingRecord,
  type ReceivedRecord,
} from "./records.ts";

const message = {
  topic: "omni.test.v1",
  key: "tnt_alpha/jrn_1",
  headers: { ce_id: "evt_1", note: "naïve — ع" },
  value: Uint8Array.from({ length: 256 }, (_, byte) => byte).subarray(3, 200),
};

/** A record as the broker gives it back. */
const stored = ({ key, headers, value }: OutgoingRecord): ReceivedRecord => ({
  key: key === null || key === undefined ? null : Buffer.from(key),
  headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, text]) => [name, Buffer.from(String(text))])),
  value,
});

test("a message is the same after its way through a record, also when its bytes are part of others", () => {
  const got = toMessage(message.topic, stored(toRecord(message)));
  expect({ ...got, value: [...got.value] }).toEqual({ ...message, value: [...message.value] });
});

test("a record of somebody else's, without key, headers or value, is a message too", () => {
  const bare: ReceivedRecord = { key: null, value: null };
  expect(toMessage("t", bare)).toEqual({ topic: "t", key: "", headers: {}, value: new Uint8Array() });
});

test("of a header that is there several times the last counts", () => {
  const twice = { ...stored(toRecord(message)), headers: { a: [Buffer.from("1"), Buffer.from("2")], b: undefined } };
  expect(toMessage("t", twice).headers).toEqual({ a: "2" });
});

test("a dead letter's record says group, reason, topic, partition and offset, and gives the original back", () => {
  const place = { partition: 7, offset: "9007199254740993" };
  const letter = deadLetterOf("timeline", message, place, "it hurts — ع");
  const record = toDeadRecord(letter, place);
  expect(record.headers).toMatchObject({
    ce_id: "evt_1",
    "omni-dead-letter-group": "timeline",
    "omni-dead-letter-reason": "it hurts — ع",
    "omni-dead-letter-topic": "omni.test.v1",
    "omni-dead-letter-partition": "7",
    "omni-dead-letter-offset": "9007199254740993",
    "omni-dead-letter-key": "tnt_alpha/jrn_1",
  });
  expect(record.key).toBe("timeline/omni.test.v1/7/9007199254740993");
  const back = toDeadLetter(stored(record));
  expect(back && { ...back, message: { ...back.message, value: [...back.message.value] } }).toEqual({
    ...letter,
    message: { ...message, value: [...message.value] },
  });
});

test("a tombstone, or a record that no consumer of the rail has put there, is no dead letter", () => {
  const record = stored(
    toDeadRecord(deadLetterOf("g", message, { partition: 0, offset: "1" }, "r"), { partition: 0, offset: "1" }),
  );
  expect(toDeadLetter({ ...record, value: null })).toBeUndefined();
  expect(toDeadLetter(stored(toRecord(message)))).toBeUndefined();
});
