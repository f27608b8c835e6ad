import type { z } from "@hono/zod-openapi";
import { errorKind } from "@omni/contracts/errors";
import { type Refusal, refusal, type Result } from "@omni/kernel";
import type { Received } from "@omni/platform/rpc";
import { askedReader, type ReadAsked } from "./asked-reader.ts";
import { readCredential } from "./auth/credential.ts";
import { basePath } from "./base-path.ts";
import type { Definition } from "./endpoint.ts";
import { noneMatchNames } from "./etag.ts";
import { type Exchange, type GatewayContext, openExchange, respond, respondRefusal } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import { readBeside } from "./beside.ts";
import { writeJson } from "./json-writer.ts";

/**
 * Serves one route. The order is a promise: without a valid credential a request learns nothing (401); without the
 * scope no more than that (403); then it is read in full and told all that is wrong with it; then the service judges
 * scope, actor and rules, for it does not take the gateway's word.
 */
export function serve<Query extends z.ZodType, Body extends z.ZodType, Reply>(
  definition: Definition<Query, Body, Reply>,
): (gateway: Gateway) => (context: GatewayContext) => Promise<Response> {
  const readAsked = askedReader(definition);
  const operation = `${definition.method.toUpperCase()} ${definition.path}`;
  return (gateway) => async (context) => {
    const begun = performance.now();
    const exchange = openExchange(context, gateway);
    const outcome = await call(definition, readAsked, exchange);
    gateway.meter.observe(operation, outcome.ok ? "ok" : outcome.code, (performance.now() - begun) / 1_000);
    return outcome.ok ? respondWith(definition, exchange, outcome.value) : respondRefusal(exchange, outcome);
  };
}

async function call<Query extends z.ZodType, Body extends z.ZodType, Reply>(
  definition: Definition<Query, Body, Reply>,
  readAsked: ReadAsked<z.output<Query>, z.output<Body>>,
  exchange: Exchange,
): Promise<Result<Received<Reply>>> {
  const { audience, scope, body, handle, actor } = definition;
  const { authority, services } = exchange.gateway;
  const credential = readCredential(exchange.headers);
  if (!credential.ok) return credential;
  const known = await authority({ credential: credential.value, audience });
  if (!known.ok) return known;
  if (!known.value.caller.scopes.includes(scope)) return scopeMissing(scope);
  const beside = readBeside(exchange.headers, body !== undefined, exchange.requestId);
  if (!beside.ok) return beside;
  const asked = await readAsked(exchange);
  if (!asked.ok) return asked;
  const actorId = actor === undefined ? undefined : namedActor(asked.value.body, actor);
  const acting = actorId === undefined ? known : await authority({ credential: credential.value, audience, actorId });
  if (!acting.ok) return pointingTo(acting, actor);
  return handle(services, asked.value, { credential: { context: acting.value.context }, ...beside.value });
}

/** As the service itself would say it. */
const scopeMissing = (scope: string): Refusal =>
  refusal("scope.missing", { detail: `The scope ${scope} is needed.`, facts: { scope } });

const ofTheActor: ReadonlySet<string> = new Set(["actor.mismatch", "user.unknown", "user.inactive"]);

/** Shows which member of the body named the user who may not act. */
const pointingTo = (refused: Refusal, member: string | undefined): Refusal =>
  ofTheActor.has(refused.code) && refused.faults.length === 0
    ? { ...refused, faults: [{ pointer: `/${member}`, detail: `${errorKind(refused.code).title}.` }] }
    : refused;

/** The user whom a body names as its actor. */
function namedActor(body: unknown, member: string): string | undefined {
  const named: unknown = Reflect.get(Object(body), member);
  return typeof named === "string" ? named : undefined;
}

function respondWith<Query extends z.ZodType, Body extends z.ZodType, Reply>(
  { answer, body, created }: Definition<Query, Body, Reply>,
  exchange: Exchange,
  { consistency, etag, replayed, reply }: Received<Reply>,
): Response {
  const headers = {
    ...(etag === undefined ? undefined : { ETag: etag }),
    ...(consistency === undefined ? undefined : { "Omni-Consistency": consistency }),
    ...(replayed ? { "Idempotency-Replayed": "true" } : undefined),
    ...(created === undefined ? undefined : { Location: basePath + created(reply) }),
  };
  const known = body === undefined && etag !== undefined && isKnown(exchange, etag);
  if (known) return respond(exchange, 304, null, headers);
  return respond(exchange, created === undefined ? 200 : 201, writeJson(answer(reply)), headers);
}

/** Whether the caller already has what this ETag names. */
function isKnown({ headers }: Exchange, etag: string): boolean {
  const noneMatch = headers.get("if-none-match");
  return noneMatch !== null && noneMatchNames(noneMatch, etag);
}
