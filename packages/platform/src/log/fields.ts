/**
 * What a log line may say. The list is closed on purpose: no names, contact points, open maps, comments or
 * credentials of anybody get into a log. Ids alone are needed to follow a call and name nobody.
 */
export interface LogFields {
  /** The service that writes, and the part of it. */
  readonly service?: string;
  readonly component?: string;
  readonly correlationId?: string;
  readonly tenantId?: string;
  readonly clientId?: string;
  /** The full path of an RPC, or a REST method with its route (never the address as it came). */
  readonly method?: string;
  /** A code of the catalogue. */
  readonly code?: string;
  readonly status?: number;
  readonly durationMs?: number;
  /** `type/id`. */
  readonly aggregate?: string;
  readonly sequence?: number;
  readonly eventId?: string;
  readonly eventType?: string;
  readonly topic?: string;
  readonly group?: string;
  readonly collection?: string;
  readonly count?: number;
  readonly failures?: number;
  readonly lagMs?: number;
  readonly address?: string;
  readonly file?: string;
  readonly version?: string;
  readonly signal?: string;
  /** Why, in plain words of the rail's own. */
  readonly reason?: string;
  /** What was thrown; an Error is written with its stack and its causes. */
  readonly error?: unknown;
}

const allowed: { readonly [Name in keyof Required<LogFields>]: true } = {
  service: true,
  component: true,
  correlationId: true,
  tenantId: true,
  clientId: true,
  method: true,
  code: true,
  status: true,
  durationMs: true,
  aggregate: true,
  sequence: true,
  eventId: true,
  eventType: true,
  topic: true,
  group: true,
  collection: true,
  count: true,
  failures: true,
  lagMs: true,
  address: true,
  file: true,
  version: true,
  signal: true,
  reason: true,
  error: true,
};

/** The listed fields alone: the type checker lets a wider object pass, a log file must not. */
export const onlyAllowed = (fields: LogFields): LogFields =>
  Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => Object.hasOwn(allowed, name) && value !== undefined),
  );
