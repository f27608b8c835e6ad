import type { Instant, Scope } from "@omni/kernel";
import type { KeptAnswer, Shape } from "../adapter.ts";
import { bounded, maxTimeMS } from "./bounded.ts";
import { aggregateOf, answerId, documentId, type AggregateDocument, type KeyEntry } from "./documents.ts";
import { expiryIndex } from "./layout.ts";
import type { StoreModels } from "./models.ts";

/**
 * Looks into the aggregate first, then among what the relay has moved: it puts an answer there before it takes it from
 * the aggregate. An answer whose time is over is forgotten, whoever still keeps it; the key of a create never is.
 */
export async function findAnswer(
  models: StoreModels,
  place: { readonly shape: Shape; readonly scope: Scope; readonly id: string },
  keyHash: string,
  now: Instant,
): Promise<KeptAnswer | undefined> {
  const { shape, scope, id } = place;
  const document = await bounded(() =>
    models
      .aggregates(shape)

      .findOne({ _id: documentId(scope, id) }, undefined, { maxTimeMS })
      .select({ keys: { $elemMatch: { hash: keyHash } }, birth: 1 })
      .lean<Partial<Pick<AggregateDocument, "keys" | "birth">>>(),
  );
  const moved = answerId(scope, aggregateOf(shape, id), keyHash);
  const entry =
    document?.keys?.[0] ??
    (await bounded(() => models.answers.findOne({ _id: moved }, {}, { maxTimeMS }).lean<KeyEntry>()));
  if (entry && entry.expiresAt.getTime() > now) return keptAnswer(entry);
  const birth = document?.birth;
  return birth?.key === keyHash ? { fingerprint: birth.fingerprint, etag: birth.etag } : undefined;
}

const keptAnswer = ({ fingerprint, etag, encoded }: KeyEntry): KeptAnswer => ({
  fingerprint,
  etag,
  ...(encoded ? { encoded: bytesOf(encoded) } : {}),
});

/** A lean read gives the driver's own Binary, which holds its bytes in `buffer`. */
const bytesOf = (stored: Uint8Array): Uint8Array => {
  const inner: unknown = stored.buffer;
  return inner instanceof Uint8Array ? inner : stored;
};

/** Deletes at most `limit` moved answers whose time is over; how many there were. */
export async function forgetAnswers({ answers }: StoreModels, now: Instant, limit: number): Promise<number> {
  const over = { expiresAt: { $lte: new Date(now) } };
  const found = await bounded(() =>
    answers.find(over, { _id: 1 }, { maxTimeMS }).hint(expiryIndex).limit(limit).lean<{ readonly _id: string }[]>(),
  );
  if (found.length === 0) return 0;
  const { deletedCount } = await bounded(() =>
    answers.deleteMany({ _id: { $in: found.map(({ _id }) => _id) } }, { maxTimeMS }),
  );
  return deletedCount;
}
