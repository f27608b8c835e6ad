import { accepted, refusal, type Result } from "@omni/kernel";

/** Visible ASCII, so that no key can break out of a header, a log line or a metadata value. */
const keyShape = /^[!-~]{1,512}$/;
const bearer = /^Bearer +(\S+)$/i;

/**
 * The API key of a request: `Authorization: Bearer <key>` or `X-API-Key`. Both at once are refused even when they are
 * equal, for two readers of the request might believe different ones.
 */
export function readCredential(headers: Headers): Result<{ readonly apiKey: string }> {
  const authorization = headers.get("authorization");
  const apiKey = headers.get("x-api-key");
  if (authorization !== null && apiKey !== null) {
    return refusal("request.invalid", { detail: "Send the key as Authorization or as X-API-Key, not as both." });
  }
  const key = authorization === null ? apiKey : bearer.exec(authorization)?.[1];
  return key !== null && key !== undefined && keyShape.test(key)
    ? accepted({ apiKey: key })
    : refusal("credential.invalid");
}
