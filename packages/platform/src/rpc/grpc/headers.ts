import { Metadata } from "@grpc/grpc-js";
import { accepted, type Instant, invalid, type Refusal, refusal, type Result } from "@omni/kernel";
import type { Encoded, Outgoing } from "../call.ts";

/** What stands beside a request on the wire; the deadline travels in gRPC's own way. */
export type RequestHeaders = Omit<Outgoing, "deadline">;

const bearer = /^bearer +(\S+)$/i;

// gRPC carries visible ASCII and spaces. What a caller wrote beyond that is refused as a server would refuse it.
const carried = /^[ -~]*$/;
const uncarried: Readonly<Record<string, () => Refusal>> = {
  authorization: () => refusal("credential.invalid"),
  "omni-context": () => refusal("credential.invalid"),
  "idempotency-key": () => refusal("idempotency.key_invalid"),
  "omni-consistency": () => refusal("consistency.invalid"),
  // An ETag that was never given out fits no resource.
  "if-match": () => refusal("precondition.failed"),
};

/** The metadata of a call, or the refusal of a text that gRPC cannot carry. */
export function toMetadata(headers: RequestHeaders): Result<Metadata> {
  // A call that loses its connection before it has begun waits for the next one.
  const metadata = new Metadata({ waitForReady: true });
  for (const [name, text] of named(headers)) {
    if (text === undefined) continue;
    if (carried.test(text)) metadata.set(name, text);
    else if (uncarried[name]) return uncarried[name]();
  }
  return accepted(metadata);
}

function named({ credential, ...rest }: RequestHeaders): readonly (readonly [string, string | undefined])[] {
  return [
    credential === undefined || "context" in credential
      ? ["omni-context", credential?.context]
      : ["authorization", `Bearer ${credential.apiKey}`],
    ["idempotency-key", rest.idempotencyKey],
    ["if-match", rest.ifMatch],
    ["omni-consistency", rest.consistency],
    ["x-request-id", rest.correlationId],
    ["traceparent", rest.traceparent],
  ];
}

type Values = ReturnType<Metadata["getMap"]>;

/** What a caller sent. More than one credential is refused: which of them counts must not be a matter of luck. */
export function fromMetadata(
  metadata: Metadata,
  correlationId: string,
  deadline: Instant | undefined,
): Result<Outgoing> {
  const values = metadata.getMap();
  const credential = credentialOf(values);
  if (!credential.ok) return credential;
  const outgoing: { -readonly [Name in keyof Outgoing]: Outgoing[Name] } = {
    credential: credential.value,
    correlationId,
  };
  const idempotencyKey = values["idempotency-key"];
  const ifMatch = values["if-match"];
  const consistency = values["omni-consistency"];
  const traceparent = values["traceparent"];
  if (typeof idempotencyKey === "string") outgoing.idempotencyKey = idempotencyKey;
  if (typeof ifMatch === "string") outgoing.ifMatch = ifMatch;
  if (typeof consistency === "string") outgoing.consistency = consistency;
  if (typeof traceparent === "string") outgoing.traceparent = traceparent;
  if (deadline !== undefined) outgoing.deadline = deadline;
  return accepted(outgoing);
}

function credentialOf(values: Values): Result<Outgoing["credential"]> {
  const context = values["omni-context"];
  const authorization = values["authorization"];
  const apiKey = values["x-api-key"];
  const sent = [context, authorization, apiKey].filter((one) => typeof one === "string");
  if (sent.length > 1)
    return invalid({ pointer: "", detail: "Send one of authorization, x-api-key and omni-context." });
  if (typeof context === "string") return accepted({ context });
  if (typeof apiKey === "string") return accepted({ apiKey });
  if (typeof authorization !== "string") return accepted(undefined);
  const key = bearer.exec(authorization)?.[1];
  return key === undefined ? refusal("credential.invalid") : accepted({ apiKey: key });
}

/** What stands beside a reply: trailing metadata. */
export function toTrailer({ etag, consistency, replayed }: Encoded, correlationId: string): Metadata {
  const trailer = new Metadata();
  trailer.set("x-request-id", correlationId);
  if (etag !== undefined) trailer.set("omni-etag", etag);
  if (consistency !== undefined) trailer.set("omni-consistency", consistency);
  if (replayed === true) trailer.set("idempotency-replayed", "true");
  return trailer;
}

export function fromTrailer(encoded: Uint8Array, trailer: Metadata): Encoded {
  const values = trailer.getMap();
  const etag = values["omni-etag"];
  const consistency = values["omni-consistency"];
  return {
    encoded,
    ...(typeof etag === "string" ? { etag } : {}),
    ...(typeof consistency === "string" ? { consistency } : {}),
    ...(values["idempotency-replayed"] === "true" ? { replayed: true } : {}),
  };
}
