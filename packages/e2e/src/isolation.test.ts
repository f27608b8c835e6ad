import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comparableRest } from "./isolation/comparable.ts";
import { headerKinds, type Kind, restOperations } from "./isolation/rest-operations.ts";
import { type OpenApi, restPositions } from "./isolation/rest-positions.ts";
import { inventThings, makeThings, type TenantThings } from "./isolation/tenant-things.ts";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import { createJourney, freshId, type Listed, timelinePath } from "./rest/resources.ts";
import { basePath, bodyOf, type RestClient } from "./rest/rest-client.ts";

// What belongs to tenant beta is put into every position of every request of tenant alpha. The answer must be that of
// something that does not exist at all: whoever could tell the two apart would learn about another bank's customers.
let rail: TestRail;
beforeAll(async () => {
  rail = await startRail();
});
afterAll(() => rail.stop());

interface Case {
  readonly name: string;
  readonly operation: string;
  /** `body/templateId`, `header/If-Match`. */
  readonly position: string;
  readonly kind: Kind;
}

const cases: readonly Case[] = Object.entries(restOperations).flatMap(([operation, { positions }]) => {
  const headers = headersOf(operation).map((header) => [`header/${header}`, headerKinds[header] ?? "key"] as const);
  return [...Object.entries(positions), ...headers].map(([position, kind]) => ({
    name: `${operation} ${position}`,
    operation,
    position,
    kind,
  }));
});

function headersOf(operation: string): readonly string[] {
  if (operation === "POST /journeys" || operation === "POST /templates") return ["Idempotency-Key", "Omni-Consistency"];
  if (!operation.startsWith("GET")) return ["Idempotency-Key", "If-Match", "Omni-Consistency"];
  return operation.endsWith("{id}") ? ["If-None-Match", "Omni-Consistency"] : ["Omni-Consistency"];
}

/** Asks an operation as alpha, with a thing of somebody's at the position and alpha's own, newly made, elsewhere. */
async function ask({ operation, position, kind }: Case, things: TenantThings): Promise<object> {
  const own = await makeThings(rail.alpha);
  const [method = ""] = operation.split(" ");
  const [where, name = ""] = position.split("/");
  // An ETag tells something only beside the resource whose it is.
  const around =
    kind === "etag" ? { ...own, journey: things.journey, template: things.template, user: things.user } : own;
  const asked = restOperations[operation]?.request((at) => (at === position ? things[kind] : undefined), around);
  const client = operation.startsWith("PUT") ? rail.alpha.admin : rail.alpha.app;
  const headers = where === "header" ? { [name]: things[kind] } : {};
  const answer = await client.send(method, asked?.path ?? "", {
    headers,
    ...(asked?.body !== undefined && { body: asked.body }),
  });
  return comparableRest(answer, { sent: things[kind], own: around });
}

const cursorLists = ["/journeys", "/templates", "/timeline", "/users"];

describe("another tenant's cursor shows nothing of that tenant", () => {
  test.each(cursorLists)("GET %s", async (list) => {
    const customer = freshId("cust_");
    // In turn, so that each tenant has something on either side of the other's.
    const { alpha, beta } = rail;
    for (const tenant of [alpha, beta, alpha, beta, alpha]) {
      await makeThings(tenant);
      await createJourney(tenant.app, { customerId: customer });
    }
    // The same filters for both tenants, so that the cursor fits the list.
    const path = list === "/timeline" ? `${timelinePath("customer", customer)}&` : `${list}?`;
    const read = async (client: RestClient, more: string): Promise<Listed<{ readonly id: string }>> =>
      bodyOf(await client.get(`${path}${more}`));
    await expect.poll(async () => (await read(beta.app, "")).pagination.total).toBeGreaterThan(1);
    await expect.poll(async () => (await read(alpha.app, "")).pagination.total).toBeGreaterThan(2);
    const { nextCursor = "" } = (await read(beta.app, "perPage=1")).pagination;
    const shown = await read(alpha.app, `perPage=100&cursor=${nextCursor}`);
    const own = await read(alpha.app, "perPage=100");
    expect(shown.data.length).toBeGreaterThan(0);
    expect(own.data.map(({ id }) => id)).toEqual(expect.arrayContaining(shown.data.map(({ id }) => id)));
    expect(shown.pagination.total).toBe(own.pagination.total);
  });
});

describe("another tenant's things answer like unknown ones over REST", () => {
  test("in every position that the API has", async () => {
    const document = await fetch(`${rail.rail.baseUrl}/openapi.json`);
    const positions = restPositions((await document.json()) as OpenApi, basePath);
    const covered = [...cases.map(({ name }) => name), ...cursorLists.map((list) => `GET ${list} query/cursor`)];
    expect(positions.toSorted()).toEqual(covered.toSorted());
  });

  test.each(cases)("$name", async (one) => {
    const foreign = await makeThings(rail.beta);
    expect(await ask(one, foreign)).toEqual(await ask(one, inventThings(foreign)));
  });
});
