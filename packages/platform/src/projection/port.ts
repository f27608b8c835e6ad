import type { Instant, Scope } from "@omni/kernel";
import type { Found, Query } from "../store/query.ts";

/** One row of a read model, under a deterministic id (event, subject): inserting it again changes nothing. */
export interface Row {
  readonly id: string;
  /** Rows are listed by (at, id). */
  readonly at: Instant;
  /** Values of the declared indexes and filters; `undefined` is not found by any condition that names it. */
  readonly indexes: Readonly<Record<string, string | number | undefined>>;
  /** The row itself, as JSON text. */
  readonly value: string;
}

/** The rows of one event. */
export interface Applied {
  readonly scope: Scope;
  /** `type/id` of the aggregate. */
  readonly aggregate: string;
  readonly sequence: number;
  readonly rows: readonly Row[];
  /** This event stands for one that could not be read; a replay of the real one takes its rows' place. */
  readonly gap?: true;
}

/** Declared once, next to its queries. */
export interface ProjectionDeclaration {
  readonly name: string;
  /** Names of the indexes that a query may use. Each costs a write per row. */
  readonly indexes: readonly string[];
  /**
   * Names of values that narrow a condition which also names an index by equality. They ride along in every index, so
   * narrowing reads index entries only, one per row of the indexed value; they cost next to nothing to write.
   */
  readonly filters?: readonly string[];
}

export interface Projection {
  /**
   * Makes the rows durable, then raises what is applied per aggregate. Events at or below the applied sequence are
   * dropped, but for one that fills a gap. The caller passes each aggregate's events in order and without holes above
   * what is applied (see `applied`); a batch that jumps is refused by throwing.
   */
  apply(batch: readonly Applied[]): Promise<void>;
  /** The last applied sequence of each aggregate, 0 where there is none, in the order asked for. */
  applied(wanted: readonly { readonly scope: Scope; readonly aggregate: string }[]): Promise<readonly number[]>;
  /** Rows by (at, id); see `Query`. Tenant-bound, on a declared index, never a scan: else it throws. */
  find(scope: Scope, query: Query): Promise<Found<string>>;
  ready(): boolean;
  close(): Promise<void>;
}
