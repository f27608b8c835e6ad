import { accepted, refusal, type Result } from "@omni/kernel";
import type { Outgoing } from "@omni/platform/rpc";

/** What travels beside a request to the service. */
export type Beside = Pick<Outgoing, "idempotencyKey" | "ifMatch" | "consistency" | "correlationId" | "traceparent">;

// The services read these values in full. Here they are only kept from breaking the metadata that carries them.
const visible = /^[!-~]{1,600}$/;
const printable = /^[ -~]{1,1000}$/;
const tokenShape = /^[!-~]{1,8192}$/;
const traceparentShape = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The request headers that a service has to know; the ones that only a mutation may carry are ignored on reads. */
export function readBeside(headers: Headers, mutation: boolean, correlationId: string): Result<Beside> {
  const idempotencyKey = mutation ? headers.get("idempotency-key") : null;
  if (idempotencyKey !== null && !visible.test(idempotencyKey)) return refusal("idempotency.key_invalid");
  // "Only if there is none yet" is a wish that no mutation here can grant; ignored, it would overwrite.
  if (mutation && headers.has("if-none-match")) {
    return refusal("request.invalid", { detail: "If-None-Match is for reads; a mutation takes If-Match." });
  }
  const ifMatch = mutation ? headers.get("if-match") : null;
  if (ifMatch !== null && !printable.test(ifMatch)) return refusal("precondition.failed");
  const consistency = headers.get("omni-consistency");
  if (consistency !== null && !tokenShape.test(consistency)) return refusal("consistency.invalid");
  const traceparent = headers.get("traceparent");
  return accepted({
    correlationId,
    ...(idempotencyKey === null ? undefined : { idempotencyKey }),
    ...(ifMatch === null ? undefined : { ifMatch }),
    ...(consistency === null ? undefined : { consistency }),
    // As the standard says: a traceparent that cannot be read is as good as none.
    ...(traceparent === null || !traceparentShape.test(traceparent) ? undefined : { traceparent }),
  });
}
