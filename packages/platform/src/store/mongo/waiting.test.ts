import { instant } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import type { Shape } from "../adapter.ts";
import type { StoredEvent } from "../collection.ts";
import type { AnswerDocument } from "./documents.ts";
import { waitingDocuments, type Bounds, type Waiting, type WaitingDocuments } from "./waiting.ts";

const shape: Shape = { name: "accounts", aggregate: "account", indexes: [], manyIndexes: [], unique: false };

const event = (sequence: number): StoredEvent => ({
  tenantId: "tnt_alpha",
  aggregate: "account/a",
  sequence,
  eventId: `evt_${sequence}`,
  type: "account.credited",
  occurredAt: instant(sequence),
  text: "{}",
  place: sequence,
});

const answer = (hash: string, bytes = 1): AnswerDocument => ({
  _id: hash,
  schemaVersion: 1,
  hash,
  fingerprint: "",
  etag: "",
  encoded: new Uint8Array(bytes),
  expiresAt: new Date(0),
});

const left = (memory: WaitingDocuments, ...sequences: number[]) =>
  memory.left({ shape, document: "a", at: 1, events: sequences.map(event), answer: undefined });

const a = (memory: WaitingDocuments): Waiting => {
  const one = memory.get(shape, "a");
  if (!one) throw new Error("nothing waits");
  return one;
};
const sequences = (one: Waiting) => one.events.map(({ sequence }) => sequence);

describe("hints", () => {
  test("that follow each other from the first event on need no question", () => {
    const memory = waitingDocuments();
    left(memory, 1, 2);
    left(memory, 3);
    expect([a(memory).unsure, sequences(a(memory))]).toEqual([false, [1, 2, 3]]);
  });

  test("that begin in the middle are doubtful, unless what is before them was acknowledged here", () => {
    const memory = waitingDocuments();
    left(memory, 5);
    expect(a(memory).unsure).toBe(true);
    const other = waitingDocuments();
    other.acknowledged(shape, "a", 4);
    left(other, 5);
    expect(a(other).unsure).toBe(false);
    left(other, 7);
    expect(a(other).unsure).toBe(true);
  });

  test("that do not fit are not lost: the document is asked, or all are looked for", () => {
    const bounds: Bounds = { documents: 1, events: 2, answerBytes: 10, acknowledged: 10 };
    const memory = waitingDocuments(bounds);
    left(memory, 1, 2);
    expect(a(memory).unsure).toBe(false);
    left(memory, 3);
    expect(a(memory).unsure).toBe(true);
    expect(memory.takeOverflow()).toBe(false);
    memory.left({ shape, document: "b", at: 1, events: [event(1)], answer: undefined });
    expect([memory.takeOverflow(), memory.takeOverflow()]).toEqual([true, false]);
    const answers = waitingDocuments(bounds);
    for (const hash of ["k1", "k2"])
      answers.left({ shape, document: "a", at: 1, events: [], answer: answer(hash, 11) });
    expect([a(answers).answers.length, a(answers).unsure]).toEqual([1, true]);
  });
});

describe("what a document says", () => {
  test("replaces the hints of what was committed before it was asked", () => {
    const memory = waitingDocuments();
    left(memory, 5);
    // Another process has told 5, and 6 was committed after the question.
    left(memory, 6);
    memory.heard(a(memory), { sequence: 5, events: [], answers: [] });
    expect([a(memory).unsure, sequences(a(memory))]).toEqual([false, [6]]);
  });

  test("comes before the hints, without a hole", () => {
    const memory = waitingDocuments();
    left(memory, 7);
    memory.heard(a(memory), { sequence: 6, events: [event(5), event(6)], answers: [answer("k")] });
    expect([a(memory).unsure, sequences(a(memory)), a(memory).answers.length]).toEqual([false, [5, 6, 7], 1]);
    left(memory, 9);
    memory.heard(a(memory), { sequence: 7, events: [event(5), event(6), event(7)], answers: [] });
    expect([a(memory).unsure, sequences(a(memory))]).toEqual([true, [5, 6, 7]]);
  });

  test("is not told again when it was acknowledged here: it is only pulled again", () => {
    const memory = waitingDocuments();
    memory.acknowledged(shape, "a", 6);
    memory.doubt(shape, "a", 1);
    memory.heard(a(memory), { sequence: 7, events: [event(5), event(6), event(7)], answers: [] });
    expect([sequences(a(memory)), a(memory).pullTo]).toEqual([[7], 6]);
  });

  test("ends the matter when it is gone", () => {
    const memory = waitingDocuments();
    left(memory, 5);
    memory.heard(a(memory), undefined);
    expect(memory.get(shape, "a")).toBeUndefined();
  });
});

test("the oldest are chosen until they have enough events; doubtful ones are limited", () => {
  const memory = waitingDocuments();
  for (const document of ["a", "b", "c", "d"])
    memory.left({ shape, document, at: 1, events: [event(1), event(2)], answer: undefined });
  const choose = (events: number, doubtful: number) => {
    const { chosen, more } = memory.choose(events, doubtful);
    return { chosen: chosen.map(({ document }) => document).join(""), more };
  };
  expect(choose(3, 10)).toEqual({ chosen: "ab", more: true });
  expect(choose(8, 10)).toEqual({ chosen: "abcd", more: false });
  for (const document of ["a", "b"]) memory.doubt(shape, document, 1);
  expect(choose(100, 1)).toEqual({ chosen: "a", more: true });
});

test("nothing is forgotten before all of it is done, and what comes meanwhile is not taken for done", () => {
  const memory = waitingDocuments();
  memory.left({ shape, document: "a", at: 1, events: [event(1)], answer: answer("k") });
  const one = a(memory);
  memory.acknowledged(shape, "a", 1);
  expect(memory.untidy(10)).toEqual([one]);
  const { answers, pullTo } = one;
  left(memory, 2);
  memory.acknowledged(shape, "a", 2);
  memory.tidied(one, answers, pullTo);
  expect([one.answers, one.pullTo, memory.untidySize]).toEqual([[], 2, 1]);
  memory.tidied(one, [], 2);
  expect([memory.get(shape, "a"), memory.untidySize, memory.oldest()]).toEqual([undefined, 0, undefined]);
});

test("a document that is only untidy is not handed out, and its age is nobody's", () => {
  const memory = waitingDocuments();
  left(memory, 1);
  expect(memory.oldest()).toBe(1);
  memory.acknowledged(shape, "a", 1);
  expect([memory.choose(10, 10), memory.oldest()]).toEqual([{ chosen: [], more: false }, undefined]);
});
