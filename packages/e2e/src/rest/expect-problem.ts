import { expect } from "vitest";
import { bodyOf, problemOf, type RestAnswer } from "./rest-client.ts";

/** A refusal tells a code, a request id and where the fault is, and nothing of our insides. */
export function expectProblem(answer: RestAnswer, status: number, code: string, pointers?: readonly string[]): void {
  const problem = problemOf(answer);
  const found = pointers && (problem.errors ?? []).map(({ pointer }) => pointer);
  expect([answer.status, problem.code, found]).toEqual([status, code, pointers]);
  const { requestId, type } = bodyOf<{ requestId: string; type: string }>(answer);
  expect([requestId.slice(0, 4), type]).toEqual(["req_", `/docs/errors/${code}`]);
  expect(answer.text).not.toMatch(/\bat \S+:\d+|node_modules|\.ts\b|sqlite|mongo|kafka/i);
}
