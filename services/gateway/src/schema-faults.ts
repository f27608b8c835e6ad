import type { z } from "@hono/zod-openapi";
import { escapePointer, type Fault } from "@omni/kernel";

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** More faults than this help nobody, and a hostile body has as many as it likes. */
const faultsMax = 50;

/** What is wrong with a body, with RFC 6901 pointers; all faults at once, up to 50. */
export const bodyFaults = (issues: readonly Issue[]): Fault[] =>
  faultsOf(issues, (path) => path.map((part) => `/${escapePointer(String(part))}`).join(""));

/** What is wrong with the query parameters, as `?name`. */
export const queryFaults = (issues: readonly Issue[]): Fault[] =>
  faultsOf(issues, (path) => `?${path.map(String).join("/")}`);

function faultsOf(issues: readonly Issue[], pointerTo: (path: readonly PropertyKey[]) => string): Fault[] {
  const faults: Fault[] = [];
  for (const issue of issues) {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [undefined];
    for (const key of keys) {
      if (faults.length === faultsMax) return faults;
      const path = key === undefined ? issue.path : [...issue.path, key];
      faults.push({ pointer: pointerTo(path), detail: issue.message });
    }
  }
  return faults;
}

/** Says in one plain sentence what a schema has found wrong; schemas may bring their own words instead. */
export function describeIssue(issue: RawIssue): string {
  if (issue.code === "unrecognized_keys") return "Is not known.";
  if (issue.input === undefined || issue.input === null) return "Is required.";
  switch (issue.code) {
    case "invalid_type":
      return `Must be ${typeNames.get(issue.expected) ?? issue.expected}.`;
    case "invalid_value":
      return `Must be one of: ${issue.values.join(", ")}.`;
    default:
      return "Is not valid.";
  }
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ["string", "a string"],
  ["boolean", "true or false"],
  ["array", "a list"],
  ["object", "an object"],
]);
