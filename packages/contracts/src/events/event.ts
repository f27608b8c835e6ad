import type { z } from "zod";

/** One topic per producing service (contract §3); a change of its partitions is a new topic version. */
export const topics = ["omni.access.v1", "omni.journey.v1"] as const;
export type Topic = (typeof topics)[number];

/** What is fixed about one kind of event. `data` is its allow-list: a field that is not named there never leaves. */
export interface EventKind<Type extends string = string, Data extends z.ZodType = z.ZodType> {
  /** Without `omni.`. */
  readonly type: Type;
  readonly topic: Topic;
  readonly aggregate: string;
  /** Whether webhook endpoints outside may receive it. */
  readonly webhook: boolean;
  readonly data: Data;
}

/** Keeps the precise types of a declaration. */
export const event = <const Type extends string, Data extends z.ZodType>(
  kind: EventKind<Type, Data>,
): EventKind<Type, Data> => kind;
