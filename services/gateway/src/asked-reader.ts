import { z } from "@hono/zod-openapi";
import { accepted, type Fault, invalid, isCallerId, refusal, type Result } from "@omni/kernel";
import { setImmediate as nextTurn } from "node:timers/promises";
import { bringsBody, parseBody, readBody, refuseByHeaders } from "./body.ts";
import type { Asked, Definition } from "./endpoint.ts";
import type { Exchange, GatewayEnv } from "./exchange.ts";
import { bodyFaults, describeIssue, queryFaults } from "./schema-faults.ts";
import { readQuery } from "./read-query.ts";

/** Reads all that a request asks for, or refuses it with every fault that can be seen. */
export type ReadAsked<Query, Body> = (exchange: Exchange) => Promise<Result<Asked<Query, Body>>>;

const noQuery = z.strictObject({});
const wording = { error: describeIssue };

/** The steps of reading a body longer than this let other requests in between. */
const longBytes = 32 * 1024;
const noPause = (): undefined => undefined;

export function askedReader<Query extends z.ZodType, Body extends z.ZodType, Reply>(
  definition: Definition<Query, Body, Reply>,
): ReadAsked<z.output<Query>, z.output<Body>> {
  const readParameters = queryReader(definition.query);
  const readMembers = bodyReader(definition.body);
  const { unknownId } = definition;
  return async (exchange) => {
    const id = exchange.context.req.param("id") ?? "";
    if (unknownId !== undefined && !isCallerId(id)) return refusal(unknownId);
    const parameters = readParameters(exchange.context.req.url);
    const members = await readMembers(exchange);
    if (!members.ok) return { ...members, faults: [...parameters.faults, ...members.faults] };
    const faults = [...parameters.faults, ...members.value.faults];
    if (faults.length > 0 || parameters.value === undefined || members.value.value === undefined)
      return invalid(...faults);
    return accepted({ id, query: parameters.value.output, body: members.value.value.output });
  };
}

/** A value with what is wrong with it; the value is missing when there are faults. */
interface Judged<Output> {
  readonly value?: { readonly output: Output };
  readonly faults: readonly Fault[];
}

function queryReader<Query extends z.ZodType>(schema: Query | undefined): (url: string) => Judged<z.output<Query>> {
  // Without a schema no parameter is known, and nobody reads the empty object that comes of it.
  const strict = (schema ?? noQuery) as Query;
  return (url) => {
    const { values, faults } = readQuery(url);
    const parsed = strict.safeParse(values, wording);
    if (parsed.success) return { value: { output: parsed.data }, faults };
    return { faults: [...faults, ...queryFaults(parsed.error.issues)] };
  };
}

function bodyReader<Body extends z.ZodType>(
  schema: Body | undefined,
): (exchange: Exchange) => Promise<Result<Judged<z.output<Body>>>> {
  if (schema === undefined) return async ({ headers }) => refuseBody(headers);
  // Where no member is required, sending nothing is as good as sending {}.
  const empty = schema.safeParse({});
  return async ({ context, headers }) => {
    const refused = empty.success && isBare(headers) ? undefined : refuseByHeaders(headers);
    if (refused) return refused;
    const bytes = await readBody({ request: context.req.raw, ...nodeSides(context) });
    if (!bytes.ok) return bytes;
    if (empty.success && bytes.value.length === 0) return accepted({ value: { output: empty.data }, faults: [] });
    const parsed = parseBody(bytes.value);
    if (!parsed.ok) return parsed;
    const pause = bytes.value.length > longBytes ? nextTurn : noPause;
    await pause();
    const { exact } = parsed.value;
    await pause();
    const judged = schema.safeParse(exact, wording);
    await pause();
    return accepted(
      judged.success ? { value: { output: judged.data }, faults: [] } : { faults: bodyFaults(judged.error.issues) },
    );
  };
}

/** Neither a body nor a word about one. */
const isBare = (headers: Headers): boolean => headers.get("content-type") === null && !bringsBody(headers);

/** Hono leaves `env` undefined when the app is called without a socket, whatever its type says. */
const nodeSides = ({ env }: { readonly env: Partial<GatewayEnv["Bindings"]> | undefined }) => ({
  incoming: env?.incoming,
  outgoing: env?.outgoing,
});

/** A body that nobody reads would be a filter or a wish that was silently dropped. */
function refuseBody<Body>(headers: Headers): Result<Judged<Body>> {
  if (bringsBody(headers)) return invalid({ pointer: "", detail: "This request takes no body." });
  // The type of a missing body is `undefined` (see `endpoint`).
  return accepted({ value: { output: undefined as Body }, faults: [] });
}
