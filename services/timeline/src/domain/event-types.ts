import { gapType } from "./entry.ts";

// Contract §3: every event of the rail. A name that no service emits yet is known all the same, and finds nothing.
const names: Readonly<Record<string, string>> = {
  journey: "created advanced assigned completed cancelled resumed step_failed step_overdue sla_breached held released",
  template: "published archived",
  approval: "requested approved rejected expired withdrawn voted vote_denied",
  delegation: "granted revoked scheduled expired",
  notification: "created sent delivered failed read",
  user: "changed",
  webhook: "endpoint_disabled",
};

/** The events that aggregates of a type emit. */
export const eventTypesOf = (aggregateType: string): readonly string[] =>
  Object.hasOwn(names, aggregateType) ? typesOf(aggregateType) : [];

/** What `eventTypes` may name, without `omni.`: every event of the contract, and `gap`. */
export const eventTypes: ReadonlySet<string> = new Set([...Object.keys(names).flatMap(typesOf), gapType]);

function typesOf(family: string): readonly string[] {
  return (names[family] ?? "").split(" ").map((name) => `${family}.${name}`);
}
