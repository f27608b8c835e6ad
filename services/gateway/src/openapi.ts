import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Endpoint } from "./endpoint.ts";
import type { GatewayEnv } from "./exchange.ts";
import { paginationSchema } from "./page.ts";
import type { Page } from "./pages/page.ts";
import { problemType } from "./problem.ts";

type Registry = OpenAPIHono<GatewayEnv>["openAPIRegistry"];

const faultSchema = z.strictObject({
  pointer: z.string().openapi({ description: "An RFC 6901 pointer into the body, or `?name` of a query parameter." }),
  detail: z.string(),
});

/** RFC 9457; facts of a refusal are members of their own. */
export const problemSchema = z
  .looseObject({
    type: z.string().openapi({ description: "`/docs/errors/<code>`" }),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    requestId: z.string(),
    retryable: z.boolean().openapi({ description: "Whether the same request may succeed when it is sent again." }),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z.array(faultSchema).optional(),
  })
  .openapi("Problem");

const header = (description: string) => z.string().optional().openapi({ description });
const tracing = { "X-Request-Id": header("Comes back in the answer; without it one is made.") };
const reading = { "Omni-Consistency": header("Of an earlier answer: what is read is at least as new."), ...tracing };
const creating = {
  "Idempotency-Key": header("1 to 255 visible characters, such as a UUID: the same again has one effect."),
  ...reading,
};
const changing = { "If-Match": header("The ETag that the resource must still have."), ...creating };
const readingOne = { "If-None-Match": header("An ETag that is known already: answered by 304."), ...reading };

const stringHeader = (description: string) => ({ description, schema: { type: "string" as const } });
const etag = { ETag: stringHeader("Version and status of the resource.") };
const consistency = { "Omni-Consistency": stringHeader("To be sent with a later request that has to see this write.") };
const replayed = { "Idempotency-Replayed": stringHeader("`true` when this is the first answer again.") };
const location = { Location: stringHeader("The path of the new resource.") };

const refused = {
  default: { description: "Refused", content: { [problemType]: { schema: problemSchema } } },
};

/** Puts one route into the document. */
export function describeEndpoint(registry: Registry, endpoint: Endpoint): void {
  const { name, method, path, scope, tag, summary, description, body, query, status } = endpoint;
  registry.registerPath({
    method,
    path,
    operationId: name,
    "x-required-scope": scope,
    tags: [tag],
    summary,
    ...(description === undefined ? undefined : { description }),
    request: {
      headers: z.object(requestHeaders(endpoint)),
      ...(path.includes("{id}") ? { params: z.object({ id: z.string() }) } : undefined),
      // Every endpoint's query is a strict object (see `Definition`).
      ...(query === undefined ? undefined : { query: query as z.ZodObject }),
      ...(body === undefined
        ? undefined
        : { body: { required: true, content: jsonContent(body, endpoint.example.request) } }),
    },
    responses: { [status]: success(endpoint), ...notModified(endpoint), ...refused },
  });
}

/** Puts a page that is no part of the API proper (`/livez`, `/docs`…) into the document. */
export function describePage(registry: Registry, { path, summary, types }: Page): void {
  const content = Object.fromEntries(types.map((type) => [type, { schema: z.unknown() }]));
  registry.registerPath({
    method: "get",
    path,
    tags: ["Operation"],
    summary,
    security: [],
    ...(path.includes("{code}") ? { request: { params: z.object({ code: z.string() }) } } : undefined),
    responses: { 200: { description: "OK", content }, ...refused },
  });
}

function requestHeaders({ body, list, path }: Endpoint) {
  // What is added to a resource changes it as well.
  if (body !== undefined) return path.includes("{id}") ? changing : creating;
  return list ? reading : readingOne;
}

function success({ body, data, example, list, status }: Endpoint) {
  const schema = list
    ? z.strictObject({ data: z.array(data), pagination: paginationSchema })
    : z.strictObject({ data });
  const headers = {
    ...(list ? undefined : etag),
    ...(body === undefined ? undefined : { ...consistency, ...replayed }),
    ...(status === 201 ? location : undefined),
  };
  return {
    description: status === 201 ? "Created" : "OK",
    headers,
    content: jsonContent(schema, list ? listOf(example.response) : { data: example.response }),
  };
}

const notModified = ({ body, list }: Endpoint) =>
  body === undefined && !list ? { 304: { description: "Not modified", headers: etag } } : undefined;

const jsonContent = (schema: z.ZodType, example: object | undefined) => ({
  "application/json": { schema, ...(example === undefined ? undefined : { example }) },
});

const listOf = (item: object) => ({
  data: [item],
  pagination: { page: 1, perPage: 20, total: 1, totalIsExact: true },
});

/** The whole document, as JSON text. */
export function documentText(app: OpenAPIHono<GatewayEnv>, publicUrl: string | undefined): string {
  const registry = app.openAPIRegistry;
  registry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" });
  registry.registerComponent("securitySchemes", "apiKey", { type: "apiKey", in: "header", name: "X-API-Key" });
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Omnichannel Rail",
      version: "1",
      description: "Customer journeys, step by step, with one timeline per customer, journey or contract.",
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: publicUrl?.replace(/\/$/, "") ?? "/" }],
    security: [{ bearer: [] }, { apiKey: [] }],
  });
  return JSON.stringify(document);
}
