import { bounded, insertMissing, majority, maxTimeMS } from "../../store/mongo/bounded.ts";
import { nativeOf } from "../../store/mongo/models.ts";
import { gapDocument, gapId, progressFields, progressId, rowDocuments, type ProjectionModels } from "./documents.ts";
import type { Batch, Known, Plan } from "./plan.ts";

/** Reads what a round has to know: how far its aggregates are, and which gaps its events may fill. */
export async function readKnown({ progress, gaps }: ProjectionModels, batches: readonly Batch[]): Promise<Known> {
  const events = batches.flat();
  const aggregates = [...new Set(events.map(progressId))];
  const readable = [...new Set(events.filter(({ gap }) => !gap).map(gapId))];
  const [heads, standing] = await Promise.all([
    bounded(() =>
      progress.find({ _id: { $in: aggregates } }, undefined, { maxTimeMS }).lean<{ _id: string; sequence: number }[]>(),
    ),
    bounded(() =>
      gaps.find({ _id: { $in: readable } }, undefined, { maxTimeMS }).lean<{ _id: string; rows: string[] }[]>(),
    ),
  ]);
  return {
    heads: new Map(heads.map(({ _id, sequence }) => [_id, sequence])),
    gaps: new Map(standing.map(({ _id, rows }) => [_id, rows])),
  };
}

/**
 * Rows first, then how far the aggregates are: stopped at any point and repeated, it comes to the same. A gap is noted
 * before its rows are there and forgotten after they are gone, and nobody takes a row that is not a gap's.
 */
export async function writePlan(models: ProjectionModels, { events, filled, heads }: Plan): Promise<void> {
  const [all, rows] = [[...events.values()], nativeOf(models.rows)];
  const notes = all.filter(({ gap }) => gap).map(gapDocument);
  if (notes.length > 0) await insertMissing(nativeOf(models.gaps), notes);
  const stale = [...filled.values()].flat();
  if (stale.length > 0) {
    const ofGaps = { _id: { $in: stale }, gap: true } as const;
    await bounded(() => rows.deleteMany(ofGaps, { writeConcern: majority, maxTimeMS }));
  }
  const fresh = all.flatMap(rowDocuments);
  if (fresh.length > 0) await insertMissing(rows, fresh);
  if (heads.size > 0) await raise(models, heads);
  const over = [...filled.keys()];
  if (over.length > 0) {
    await bounded(() =>
      nativeOf(models.gaps).deleteMany({ _id: { $in: over } }, { writeConcern: majority, maxTimeMS }),
    );
  }
}

/** Never lowers: another process may be ahead. */
async function raise({ progress }: ProjectionModels, heads: Plan["heads"]): Promise<void> {
  const operations = [...heads].map(([_id, sequence]) => ({
    updateOne: { filter: { _id }, update: progressFields(sequence), upsert: true },
  }));
  await bounded(() => nativeOf(progress).bulkWrite(operations, { ordered: false, writeConcern: majority }));
}
