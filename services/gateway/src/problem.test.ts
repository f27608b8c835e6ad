import { errors } from "@omni/contracts/errors";
import { invalid, refusal } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { problemOf } from "./problem.ts";

const problem = (...asked: Parameters<typeof problemOf>) => JSON.parse(problemOf(...asked).text) as unknown;

describe("a refusal", () => {
  test("is told in the words of the catalogue, with its facts beside them", () => {
    const refused = refusal("journey.step_mismatch", { facts: { currentStepId: "step_docs" } });
    expect(problem(refused, "req_1", "/api/v1/omni/journeys/jrn_1/advance")).toEqual({
      type: "/docs/errors/journey.step_mismatch",
      title: "Another step is current",
      status: 409,
      detail: "Read the journey and name its current step.",
      instance: "/api/v1/omni/journeys/jrn_1/advance",
      code: "journey.step_mismatch",
      requestId: "req_1",
      retryable: false,
      currentStepId: "step_docs",
    });
  });

  test("shows where its faults are", () => {
    const faults = [{ pointer: "/channel", detail: "Is required." }];
    expect(problem(invalid(...faults), "req_1", "/x")).toMatchObject({ status: 400, errors: faults });
  });

  test("never lets a fact take the place of a standard member, present or left out", () => {
    const names = ["type", "title", "status", "detail", "instance", "code", "requestId", "retryable", "errors"];
    const facts = Object.fromEntries(names.map((name) => [name, "forged"]));
    const refused = refusal("journey.closed", { facts });
    expect(JSON.stringify(problem(refused, "req_1", undefined))).not.toContain("forged");
  });

  test.each(Object.keys(errors))("%s has a status, a headline and a page", (code) => {
    const { status } = problemOf(refusal(code), "req_1", "/x");
    expect(problem(refusal(code), "req_1", "/x")).toMatchObject({ status, code, type: `/docs/errors/${code}` });
  });
});

describe("a bug", () => {
  const told = { type: "/docs/errors/internal.error", title: "Something went wrong on our side", status: 500 };
  const nothingElse = { ...told, code: "internal.error", requestId: "req_1", retryable: true };

  test("tells nothing but the request's id", () => {
    const leaky = refusal("internal.error", {
      detail: "password",
      facts: { secret: "1" },
      faults: [{ pointer: "", detail: "x" }],
    });
    expect(problem(leaky, "req_1", "/x")).toEqual(nothingElse);
  });

  test.each(["no.such_code", "toString", "__proto__"])("is also a code that the catalogue lacks: %s", (code) => {
    expect(problem(refusal(code, { detail: "secret" }), "req_1", "/x")).toEqual(nothingElse);
  });
});

test("401 names the scheme, 503 says when to come back", () => {
  expect(problemOf(refusal("credential.invalid"), "r", "/").headers).toEqual({
    "WWW-Authenticate": 'Bearer realm="omni"',
  });
  expect(problemOf(refusal("contention"), "r", "/").headers).toEqual({ "Retry-After": "1" });
  expect(problemOf(refusal("journey.closed"), "r", "/").headers).toEqual({});
});
