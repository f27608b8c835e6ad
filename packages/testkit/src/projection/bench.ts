import { instant } from "@omni/kernel";
import type { Applied, Projection, ProjectionDeclaration } from "@omni/platform/projection";
import type { Found, Query } from "@omni/platform/store";

/** A projection under test. */
export interface ProjectionBench {
  readonly projection: () => Projection;
  /** Closes the projection and opens it again on the same data. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

export type OpenProjection = (declaration: ProjectionDeclaration) => Promise<ProjectionBench>;

/** What the suites project: entries by entity, and by entity and kind. */
export const entries: ProjectionDeclaration = {
  name: "entries",
  indexes: ["entity", "kind", "weight"],
  filters: ["colour"],
};

export const alpha = { tenantId: "tnt_alpha" };
export const beta = { tenantId: "tnt_beta" };

export interface EventWish {
  readonly aggregate?: string;
  readonly sequence: number;
  readonly entities?: readonly string[];
  readonly at?: number;
  readonly kind?: string;
  readonly weight?: number;
  readonly colour?: string;
  readonly text?: string;
  readonly scope?: { readonly tenantId: string };
}

const idOf = (aggregate: string, sequence: number, entity: string): string =>
  `${aggregate} ${String(sequence).padStart(6, "0")} ${entity}`;

/** One event with a row per entity, under deterministic ids. */
export function event(wish: EventWish): Applied {
  const { aggregate = "journey/1", sequence, entities = ["customer/1"], at = sequence * 10, scope = alpha } = wish;
  const indexes = { kind: wish.kind, weight: wish.weight, colour: wish.colour };
  return {
    scope,
    aggregate,
    sequence,
    rows: entities.map((entity) => ({
      id: idOf(aggregate, sequence, entity),
      at: instant(at),
      indexes: { entity, ...indexes },
      value: JSON.stringify(`${aggregate} ${sequence} ${wish.text ?? "read"}`),
    })),
  };
}

/** The same place as `event`, for an event that could not be read. */
export const gap = (wish: EventWish): Applied => ({ ...event({ text: "gap", ...wish }), gap: true });

export const query = (more: Partial<Query> = {}): Query => ({
  any: [{ entity: "customer/1" }],
  order: "asc",
  start: { page: 1 },
  perPage: 200,
  ...more,
});

/** The rows' texts, in the order found. */
export const texts = (found: Found<string>): string[] => found.items.map((item) => String(JSON.parse(item)));
