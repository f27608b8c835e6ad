import { refusal } from "@omni/kernel";
import { readCredential } from "./auth/credential.ts";
import { basePath } from "./base-path.ts";
import { isPreflight, preflightHeaders } from "./cors.ts";
import { type Exchange, type GatewayContext, openExchange, respond, respondRefusal } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";

/** A path of the app, with `{names}`, and the methods that it has. */
export interface KnownPath {
  readonly path: string;
  readonly method: string;
}

/**
 * Answers what no route takes: a browser's preflight, a known path with a method that it lacks (405), or an unknown
 * path (404). Below the base path a caller without a valid credential is not even told which of these it was.
 */
export function unknownRoute(gateway: Gateway, known: readonly KnownPath[]) {
  const paths = methodsByPath(known);
  return async (context: GatewayContext): Promise<Response> => {
    const exchange = openExchange(context, gateway);
    if (isPreflight(context.req.raw) && gateway.cors(exchange.headers.get("origin"))) {
      return respond(exchange, 204, null, preflightHeaders);
    }
    const refused = isBelowBase(context.req.path) ? await refuseStranger(exchange) : undefined;
    if (refused) return refused;
    const allowed = paths.find(({ pattern }) => pattern.test(context.req.path))?.allowed;
    return allowed === undefined
      ? respondRefusal(exchange, refusal("route.unknown"))
      : respondRefusal(exchange, refusal("route.method_not_allowed"), { Allow: allowed });
  };
}

const isBelowBase = (path: string): boolean => path === basePath || path.startsWith(`${basePath}/`);

async function refuseStranger(exchange: Exchange): Promise<Response | undefined> {
  const credential = readCredential(exchange.headers);
  if (!credential.ok) return respondRefusal(exchange, credential);
  const caller = await exchange.gateway.authority({ credential: credential.value, audience: "access" });
  return caller.ok ? undefined : respondRefusal(exchange, caller);
}

function methodsByPath(known: readonly KnownPath[]) {
  return [...new Set(known.map(({ path }) => path))].map((path) => {
    const methods = known.filter((one) => one.path === path).map(({ method }) => method.toUpperCase());
    if (methods.includes("GET")) methods.push("HEAD");
    const pattern = new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`);
    return { pattern, allowed: methods.toSorted().join(", ") };
  });
}
