import { isCallerId, type Refusal } from "@omni/kernel";
import type { Context } from "hono";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Gateway } from "./gateway.ts";
import { problemOf, problemType } from "./problem.ts";

/** What Hono hands to every handler; the Node objects are missing where the app is called without a socket. */
export type GatewayEnv = { Bindings: { readonly incoming?: IncomingMessage; readonly outgoing?: ServerResponse } };
export type GatewayContext = Context<GatewayEnv>;

/** One request and the way to answer it. */
export interface Exchange {
  readonly context: GatewayContext;
  readonly headers: Headers;
  /** The caller's own X-Request-Id when it is well formed, else a new one. */
  readonly requestId: string;
  readonly gateway: Gateway;
}

export function openExchange(context: GatewayContext, gateway: Gateway): Exchange {
  const { headers } = context.req.raw;
  const asked = headers.get("x-request-id");
  const requestId = asked !== null && isCallerId(asked) ? asked : gateway.ids("req_");
  return { context, headers, requestId, gateway };
}

const jsonType = "application/json";

// Answers hold personal data and are for the eyes of one client: nobody stores, sniffs or frames them.
export const fixedHeaders = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
} as const;

export type ResponseHeaders = Readonly<Record<string, string>>;

/** An answer in JSON, with every header that each answer has; `more` may add to them or replace them. */
export function respond(exchange: Exchange, status: number, text: string | null, more?: ResponseHeaders): Response {
  const { gateway, headers, requestId } = exchange;
  const cors = gateway.cors(headers.get("origin"));
  return new Response(text, {
    status,
    headers: {
      ...(text === null ? undefined : { "Content-Type": jsonType }),
      ...fixedHeaders,
      "X-Request-Id": requestId,
      ...(gateway.stopping() ? { Connection: "close" } : undefined),
      ...cors,
      ...more,
    },
  });
}

/** The answer to a request that was refused: problem+json. */
export function respondRefusal(exchange: Exchange, refused: Refusal, more?: ResponseHeaders): Response {
  const { status, text, headers } = problemOf(refused, exchange.requestId, pathOf(exchange.context.req.url));
  return respond(exchange, status, text, { "Content-Type": problemType, ...headers, ...more });
}

/** The path of an address as it was sent, without its query. */
function pathOf(url: string): string {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const query = url.slice(start).search(/[?#]/);
  return query === -1 ? url.slice(start) : url.slice(start, start + query);
}
