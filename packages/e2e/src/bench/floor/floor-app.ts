import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { createHash, randomBytes } from "node:crypto";
import type { FloorStore } from "./floor-store.ts";
import { advanceJourney, createJourney, type FloorJourney } from "./floor-journey.ts";

const headers = z.object({ authorization: z.string(), "idempotency-key": z.string().min(1).max(255) });
const openMap = z.record(z.string(), z.unknown());
const createBody = z.strictObject({
  templateId: z.string(),
  customerId: z.string(),
  channel: z.enum(["web", "mobile", "branch", "call_center", "api", "partner"]),
  context: openMap.optional(),
  assigneeId: z.string().optional(),
  priority: z.enum(["low", "normal", "high", "urgent"]).default("normal"),
});
const advanceBody = z.strictObject({
  completedStepId: z.string(),
  stepOutcome: z.enum(["passed", "failed", "skipped", "waived"]),
  stepData: openMap.optional(),
  advancedBy: z.string(),
});
const answer = {
  description: "The journey",
  content: { "application/json": { schema: z.object({ data: z.unknown() }) } },
};
const json = <Body extends z.ZodType>(schema: Body) => ({
  required: true,
  content: { "application/json": { schema } },
});

const create = createRoute({
  method: "post",
  path: "/api/v1/omni/journeys",
  request: { headers, body: json(createBody) },
  responses: { 201: answer },
});
const advance = createRoute({
  method: "post",
  path: "/api/v1/omni/journeys/{id}/advance",
  request: { headers, params: z.object({ id: z.string() }), body: json(advanceBody) },
  responses: { 200: answer },
});

/**
 * The least that does the rail's job honestly on the rail's libraries: one process, no services, no gRPC, no bus, no
 * timeline, one tenant, one template. Checks the credential and the body, keeps the idempotency key, guards the step,
 * and commits document, two indexes, outbox row and key row in one durable transaction.
 */
export function floorApp(store: FloorStore, apiKey: string): OpenAPIHono {
  const known = digest(apiKey);
  const app = new OpenAPIHono();
  app.use("*", async (c, next) => {
    const credential = c.req.header("authorization") ?? "";
    if (digest(credential.slice("Bearer ".length)) !== known) return c.json({ code: "credential.invalid" }, 401);
    return next();
  });
  const once = (key: string, body: unknown, effect: () => Effect): Promise<Effect> =>
    store.commit(
      () =>
        replay(store, key, digest(JSON.stringify(body))) ??
        remember(store, key, digest(JSON.stringify(body)), effect()),
    );

  app.openapi(create, async (c) => {
    const [body, { "idempotency-key": key }] = [c.req.valid("json"), c.req.valid("header")];
    const id = `jrn_${Date.now().toString(36)}${randomBytes(10).toString("hex")}`;
    return respond(
      await once(`create ${key}`, body, () => {
        const { journey, event } = createJourney(id, body, new Date().toISOString());
        const document = JSON.stringify(journey);
        store.insert({ ...columns(journey), document, event: JSON.stringify(event) });
        return { status: 201, document };
      }),
    );
  });
  app.openapi(advance, async (c) => {
    const [body, { id }, { "idempotency-key": key }] = [
      c.req.valid("json"),
      c.req.valid("param"),
      c.req.valid("header"),
    ];
    return respond(
      await once(`advance ${id} ${key}`, body, () => {
        const text = store.read(id);
        if (text === undefined) return { status: 404, document: "null" };
        // Written by `create` above.
        const advanced = advanceJourney(JSON.parse(text) as FloorJourney, body, new Date().toISOString());
        if (!advanced) return { status: 409, document: "null" };
        const document = JSON.stringify(advanced.journey);
        store.update({ ...columns(advanced.journey), document, event: JSON.stringify(advanced.event) });
        return { status: 200, document };
      }),
    );
  });
  return app;
}

interface Effect {
  readonly status: number;
  readonly document: string;
}

const digest = (text: string): string => createHash("sha256").update(text).digest("base64");

function replay(store: FloorStore, key: string, fingerprint: string): Effect | undefined {
  const kept = store.keptAnswer(key);
  if (!kept) return undefined;
  return kept.fingerprint === fingerprint ? { status: 200, document: kept.answer } : { status: 422, document: "null" };
}

function remember(store: FloorStore, key: string, fingerprint: string, effect: Effect): Effect {
  if (effect.status < 300) store.keep(key, fingerprint, effect.document);
  return effect;
}

const columns = ({ id, status, customerId, createdAt }: FloorJourney) => ({ id, status, customerId, createdAt });

/** The document's text is spliced in rather than parsed and printed again; the router's types know parsed answers only. */
const respond = ({ status, document }: Effect) =>
  new Response(`{"data":${document}}`, { status, headers: { "content-type": "application/json" } }) as never;
