/** The response headers that let a browser's page read an answer; `undefined` where the page's origin is not allowed. */
export type Cors = (origin: string | null) => Readonly<Record<string, string>> | undefined;

const exposed = "ETag, Location, Omni-Consistency, Idempotency-Replayed, X-Request-Id, Retry-After, WWW-Authenticate";
const accepted =
  "Authorization, X-API-Key, Content-Type, Idempotency-Key, If-Match, If-None-Match, Omni-Consistency, X-Request-Id, traceparent";

/** Closed unless origins are named (contract §1, "Limits"). Keys travel in headers, so cookies are never allowed. */
export function corsFor(origins: readonly string[]): Cors {
  const allowed = new Map(
    origins.map((origin) => [
      origin,
      { "Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": exposed, Vary: "Origin" },
    ]),
  );
  return (origin) => (origin === null ? undefined : allowed.get(origin));
}

/** What a browser is told before it sends the request itself: the same for every address, so it tells nothing. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT",
  "Access-Control-Allow-Headers": accepted,
  "Access-Control-Max-Age": "600",
};

/** Whether a request is a browser's question before the request itself. */
export const isPreflight = (request: Request): boolean =>
  request.method === "OPTIONS" && request.headers.get("access-control-request-method") !== null;
