import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pythonSample, typeScriptSample } from "./code-samples.ts";
import { departures } from "./printed.ts";
import { numberOf, seedSection, wordsOf } from "./seed-text.ts";

test("the copy of the seed is the seed, byte for byte", () => {
  const bytes = readFileSync(new URL("../../seed/omnichannel-rail.txt", import.meta.url));
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(seedHash);
});

test("samples are read as they are printed", () => {
  const { method, path, request, response } = seedSection("Advance Journey");
  expect([method, path]).toEqual(["POST", "/api/v1/omni/journeys/{id}/advance"]);
  expect(request).toHaveProperty("stepData.kycReference", "kyc_ref_001");
  expect(response).toHaveProperty("data.currentStep.id", "step_docs");
});

test("parameters are read with their words and numbers", () => {
  const [status, , , , page, perPage] = seedSection("List Journeys").parameters;
  expect(status && wordsOf(status)).toEqual(["created", "in_progress", "assigned", "completed", "cancelled"]);
  expect(page && numberOf(page, "default")).toBe(1);
  expect(perPage && [numberOf(perPage, "default"), numberOf(perPage, "max")]).toEqual([20, 100]);
});

test("code samples are read in the names of the API", () => {
  expect(typeScriptSample("journeys.create")).toHaveProperty("context.requestedAmount.amount", 2_000_000);
  expect(pythonSample("journeys.advance")).toEqual({
    completedStepId: "step_kyc",
    stepOutcome: "passed",
    advancedBy: "usr_rm_001",
  });
});

test("whatever departs from a sample is told, and what is more is not", () => {
  const printed = { offset: 86_400_000, ids: new Map<string, string>() };
  const sample = { id: "jrn_abc123", at: "2024-01-15T10:30:00Z", summary: "One", steps: ["jrn_abc123"], none: null };
  const same = { id: "jrn_1", at: "2024-01-16T10:30:00Z", summary: "Another", steps: ["jrn_1"], none: null, more: 1 };
  expect(departures(sample, same, printed)).toEqual([]);
  expect(departures(sample, { ...same, at: sample.at }, printed)).toHaveLength(1);
  expect(departures(sample, { ...same, id: "jrn_2" }, printed)).toHaveLength(1);
  expect(departures(sample, { ...same, steps: [] }, printed)).toHaveLength(1);
  expect(departures(sample, { ...same, none: undefined }, printed)).toHaveLength(1);
  expect(departures(sample, { ...same, summary: "" }, printed)).toHaveLength(1);
});

const seedHash = "852d99e2c84550074a6ce7c774a4db0218b85e5dedf6890cb66e9659dc5eea74";
