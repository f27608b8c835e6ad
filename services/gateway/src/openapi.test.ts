import { z } from "@hono/zod-openapi";
import { describe, expect, test } from "vitest";
import { problemSchema } from "./openapi.ts";
import { endpoints } from "./endpoints.ts";
import { openForTests } from "./testing/open-for-tests.ts";

interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

interface Operation {
  readonly operationId?: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: object; readonly example: object }>>;
  };
  readonly responses: Readonly<Record<string, object>>;
}

const { app, send } = openForTests();
const read = async () => (await (await send("GET", "/openapi.json")).json()) as Document;

test("the document and the router have the same routes", async () => {
  const { paths } = await read();
  const documented = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routed = app.routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
  expect(documented.toSorted()).toEqual(routed.toSorted());
});

test("the document has the issue's resources and the pages, and needs no credential itself", async () => {
  const { openapi, paths } = await read();
  expect(openapi).toBe("3.1.0");
  expect(Object.keys(paths).toSorted()).toEqual([
    "/api/v1/omni/journeys",
    "/api/v1/omni/journeys/{id}",
    "/api/v1/omni/journeys/{id}/advance",
    "/api/v1/omni/journeys/{id}/assign",
    "/api/v1/omni/journeys/{id}/cancel",
    "/api/v1/omni/journeys/{id}/claim",
    "/api/v1/omni/journeys/{id}/complete",
    "/api/v1/omni/journeys/{id}/hold",
    "/api/v1/omni/journeys/{id}/release",
    "/api/v1/omni/journeys/{id}/resume",
    "/api/v1/omni/templates",
    "/api/v1/omni/templates/{id}",
    "/api/v1/omni/templates/{id}/archive",
    "/api/v1/omni/templates/{id}/publish",
    "/api/v1/omni/templates/{id}/versions",
    "/api/v1/omni/timeline",
    "/api/v1/omni/users",
    "/api/v1/omni/users/{id}",
    "/docs",
    "/docs/errors",
    "/docs/errors/{code}",
    "/livez",
    "/openapi.json",
    "/readyz",
  ]);
});

test("every operation of the API has a name of its own", async () => {
  const { paths } = await read();
  const names = Object.values(paths).flatMap((operations) =>
    Object.values(operations).flatMap(({ operationId }) => operationId ?? []),
  );
  expect(names).toHaveLength(endpoints.length);
  expect(new Set(names).size).toBe(endpoints.length);
});

test("every reference in the document leads somewhere", async () => {
  const document = await read();
  const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
  const missing = [...references].filter(([, name = ""]) => !(name in document.components.schemas));
  expect(missing).toEqual([]);
});

test("queries, path parameters and headers are documented where they are taken", async () => {
  const { paths } = await read();
  const names = (path: string, method: string) =>
    (paths[`/api/v1/omni${path}`]?.[method]?.parameters ?? []).map((one) => `${one.in} ${one.name}`).toSorted();
  expect(names("/journeys", "get")).toEqual(
    [
      ...["status", "templateId", "customerId", "assigneeId", "priority", "overdue", "createdFrom", "createdTo"],
      ...["page", "perPage", "cursor"],
    ]
      .map((name) => `query ${name}`)
      .concat("header Omni-Consistency", "header X-Request-Id")
      .toSorted(),
  );
  expect(names("/journeys/{id}/advance", "post")).toEqual([
    "header Idempotency-Key",
    "header If-Match",
    "header Omni-Consistency",
    "header X-Request-Id",
    "path id",
  ]);
});

test("open maps, numbers and instants are documented as what a caller sends", async () => {
  const { paths } = await read();
  const body = paths["/api/v1/omni/journeys"]?.["post"]?.requestBody?.content["application/json"]?.schema;
  expect(body).toMatchObject({
    type: "object",
    additionalProperties: false,
    required: ["templateId", "customerId", "channel"],
    properties: { context: { additionalProperties: true }, dueAt: { format: "date-time" } },
  });
  const template = paths["/api/v1/omni/templates"]?.["post"]?.requestBody?.content["application/json"]?.schema;
  expect(template).toMatchObject({ properties: { steps: { items: { properties: { order: { type: "integer" } } } } } });
});

describe("each route's example", () => {
  const mutations = endpoints.filter(({ example }) => example.request !== undefined);
  test.each(mutations)("of a request to $path is taken by the route", async ({ example, method, path, status }) => {
    const response = await send(method.toUpperCase(), path.replace("{id}", "usr_1"), example.request);
    expect(response.status).toBe(status);
  });

  test.each(endpoints)("of an answer of $method $path is what the document says", ({ data, example }) => {
    expect(data.parse(example.response)).toEqual(example.response);
  });
});

test("an answer is what the document says, for every route", async () => {
  const page = z.looseObject({ perPage: z.number(), total: z.number(), totalIsExact: z.boolean() });
  for (const { list, method, path } of endpoints.filter((one) => one.method === "get")) {
    const response = await send(
      method.toUpperCase(),
      path.replace("{id}", "jrn_1") + (path.endsWith("timeline") ? "?entityId=a&entityType=user" : ""),
    );
    const shape = list
      ? z.strictObject({ data: z.array(z.looseObject({ id: z.string() })), pagination: page })
      : z.looseObject({});
    expect(shape.safeParse(await response.json())).toMatchObject({ success: true });
  }
});

test("a problem is what the document says", async () => {
  const response = await send("GET", "journeys?nope=1");
  expect(problemSchema.safeParse(await response.json())).toMatchObject({ success: true });
});

test("the address is the configured one", async () => {
  const world = openForTests({ publicUrl: "https://rail.bank.example/" });
  const document = (await (await world.send("GET", "/openapi.json")).json()) as Document;
  expect(document.servers).toEqual([{ url: "https://rail.bank.example" }]);
});
