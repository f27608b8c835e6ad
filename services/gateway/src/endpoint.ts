import type { z } from "@hono/zod-openapi";
import type { ErrorCode } from "@omni/contracts/errors";
import type { Result } from "@omni/kernel";
import type { Outgoing, Received } from "@omni/platform/rpc";
import { basePath } from "./base-path.ts";
import type { Gateway, Audience, Services } from "./gateway.ts";
import type { GatewayContext } from "./exchange.ts";
import type { Writable } from "./json-writer.ts";
import { serve } from "./serve.ts";

/** What a request asks for, read and checked. */
export interface Asked<Query, Body> {
  /** The `{id}` of the path; empty where the path has none. */
  readonly id: string;
  readonly query: Query;
  readonly body: Body;
}

/** One route, as it is documented and as it is served: the only place where either is said. */
export interface Definition<Query extends z.ZodType, Body extends z.ZodType, Reply> {
  /** The operation's name in the document, from which clients are generated. */
  readonly name: string;
  readonly method: "get" | "post" | "put";
  /** Below the base path, with at most one `{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** The service that is asked. */
  readonly audience: Audience;
  /** What the service asks for; asked here first, so that a request without it learns nothing of bodies or users. */
  readonly scope: string;
  /** The refusal of an id that no resource can have. */
  readonly unknownId?: ErrorCode;
  /** A strict object over texts; without it, any query parameter is refused. */
  readonly query?: Query;
  /** A strict object; without it, a body is refused. */
  readonly body?: Body;
  /** The member of the body that names the human who acts. */
  readonly actor?: keyof z.output<Body> & string;
  /** For a route that creates (201): the new resource's path below the base path. Every other one answers 200. */
  readonly created?: (reply: Reply) => string;
  /** What the answer's `data` is; a list answers `pagination` too. For the document only. */
  readonly data: z.ZodType;
  readonly list?: true;
  readonly example: { readonly request?: object; readonly response: object };
  readonly handle: (
    services: Services,
    asked: Asked<z.output<Query>, z.output<Body>>,
    outgoing: Outgoing,
  ) => Promise<Result<Received<Reply>>>;
  /** Maps the reply field by field: what is not named here never gets out. */
  readonly answer: (reply: Reply) => Writable;
}

/** A route with its types erased: what the app and the OpenAPI document are made from. */
export interface Endpoint
  extends Pick<
    Definition<z.ZodType, z.ZodType, unknown>,
    | "name"
    | "method"
    | "path"
    | "scope"
    | "tag"
    | "summary"
    | "description"
    | "unknownId"
    | "query"
    | "body"
    | "data"
    | "list"
    | "example"
  > {
  readonly status: 200 | 201;
  readonly handler: (gateway: Gateway) => (context: GatewayContext) => Promise<Response>;
}

export function endpoint<Reply, Query extends z.ZodType = z.ZodUndefined, Body extends z.ZodType = z.ZodUndefined>(
  definition: Definition<Query, Body, Reply>,
): Endpoint {
  const { name, method, path, scope, tag, summary, description, unknownId, query, body, data, list, example } =
    definition;
  return {
    ...{ name, method, path: basePath + path, scope, tag, summary, data, example },
    ...(description === undefined ? undefined : { description }),
    ...(unknownId === undefined ? undefined : { unknownId }),
    ...(query === undefined ? undefined : { query }),
    ...(body === undefined ? undefined : { body }),
    ...(list === undefined ? undefined : { list }),
    status: definition.created === undefined ? 200 : 201,
    handler: serve(definition),
  };
}
