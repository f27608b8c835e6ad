import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comparableRest } from "./isolation/comparable.ts";
import { headerKinds, type Kind, restOperations } from "./isolation/rest-operations.ts";
import { type OpenApi, restPositions } from "./isolation/rest-positions.ts";
import { inventThings, makeThings, type TenantThings } from "./isolation/tenant-things.ts";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import { freshId, type Listed } from "./rest/resources.ts";
import { basePath, bodyOf, dataOf, type RestAnswer } from "./rest/rest-client.ts";

// What belongs to tenant beta is put into every position of every request of tenant alpha. The answer must be that of
// something that does not exist at all: whoever could tell the two apart would learn about another bank's customers.
let rail: TestRail;
let own: TenantThings;
let foreign: TenantThings;
let unknown: TenantThings;
beforeAll(async () => {
  rail = await startRail();
  own = await makeThings(rail.alpha);
  foreign = await makeThings(rail.beta);
  unknown = inventThings(foreign);
});
afterAll(() => rail.stop());

interface Case {
  readonly name: string;
  readonly operation: string;
  /** `body/templateId`, `header/If-Match`. */
  readonly position: string;
  readonly kind: Kind;
}

const cases: readonly Case[] = Object.entries(restOperations).flatMap(([operation, { positions }]) => [
  ...Object.entries(positions).map(([position, kind]) => ({ name: `${operation} ${position}`, operation, position, kind })),
  ...headersOf(operation).map((header) => ({
    name: `${operation} header/${header}`,
    operation,
    position: `header/${header}`,
    kind: headerKinds[header] ?? "key",
  })),
]);

function headersOf(operation: string): readonly string[] {
  if (!operation.startsWith("GET")) return ["Idempotency-Key", "If-Match", "Omni-Consistency"];
  return operation.endsWith("{id}") ? ["If-None-Match", "Omni-Consistency"] : ["Omni-Consistency"];
}

/** Asks an operation as alpha, with a thing of somebody's at the position and alpha's own everywhere else. */
function ask({ operation, position, kind }: Case, things: TenantThings): Promise<RestAnswer> {
  const [method = ""] = operation.split(" ");
  const [where, name = ""] = position.split("/");
  const pathToo = where === "header" && /^"/.test(things[kind]) ? things : own;
  const { path, body } = restOperations[operation]?.request((at) => (at === position ? things[kind] : undefined), pathToo) ?? { path: "" };
  const headers = where === "header" ? { [name]: things[kind] } : {};
  return rail.alpha.admin.send(method, path, { headers, ...(body === undefined ? {} : { body: acting(operation, body) }) });
}
