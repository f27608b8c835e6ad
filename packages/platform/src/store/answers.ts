import { accepted, refusal, type Instant, type Refusal, type Result } from "@omni/kernel";
import type { Answer, Call } from "../rpc/call.ts";
import type { Held } from "./aggregates.ts";
import { etagOf, matchesEtag } from "./etag.ts";
import type { Opened } from "./held.ts";

/** The resource as it is now. */
export const answerOf = <State, Summary, Reply>(
  { declaration }: Opened<State, Summary, Reply>,
  call: Call<unknown, Reply>,
  held: Held<State>,
  now: Instant,
): Answer<Reply> =>
  call.answer(declaration.reply(held.state, now), { etag: etagOf(held.version, declaration.status(held.state, now)) });

/** The answer that the call's key has already got, if any; `undefined` means: go on and decide. */
export async function replay<State, Summary, Reply>(
  opened: Opened<State, Summary, Reply>,
  call: Call<unknown, Reply>,
  id: string,
  held: Held<State>,
): Promise<Result<Answer<Reply>> | undefined> {
  if (!call.idempotency) return undefined;
  const kept = await opened.adapter.answer(opened.shape, call.scope, id, call.idempotency.keyHash, held.version);
  if (!kept) return undefined;
  if (kept.fingerprint !== call.idempotency.fingerprint) return refusal("idempotency.key_reused");
  const { aggregate } = opened.declaration;
  const consistency = call.consistencyAfter({ aggregateType: aggregate, aggregateId: id, sequence: held.sequence });
  if (kept.encoded) return accepted({ encoded: kept.encoded, etag: kept.etag, consistency, replayed: true });
  return accepted({ ...answerOf(opened, call, held, opened.clock()), consistency, replayed: true });
}

export function preconditionFault<State, Summary, Reply>(
  { declaration }: Opened<State, Summary, Reply>,
  call: Call<unknown, Reply>,
  held: Held<State>,
  now: Instant,
): Refusal | undefined {
  if (call.ifMatch === undefined) return undefined;
  const etag = etagOf(held.version, declaration.status(held.state, now));
  return matchesEtag(call.ifMatch, etag) ? undefined : refusal("precondition.failed");
}
