/** One place in a request that is at fault: an RFC 6901 pointer into the body, or `?name` for a query parameter. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * An expected "no". `code` stands in the catalogue (`@omni/contracts/errors`), which says what it means for REST and
 * gRPC. `detail` is one plain sentence for the caller; `facts` are ids and statuses that help to act on it.
 */
export interface Refusal {
  readonly ok: false;
  readonly code: string;
  readonly detail?: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
}

export interface Accepted<T> {
  readonly ok: true;
  readonly value: T;
}

/** What a command or a reading answers. Expected failures are values; only bugs throw. */
export type Result<T> = Accepted<T> | Refusal;

export const accepted = <T>(value: T): Accepted<T> => ({ ok: true, value });

export interface RefusalReasons {
  readonly detail?: string;
  readonly facts?: Readonly<Record<string, string>>;
  readonly faults?: readonly Fault[];
}

export const refusal = (code: string, reasons: RefusalReasons = {}): Refusal => ({
  ok: false,
  code,
  ...(reasons.detail === undefined ? {} : { detail: reasons.detail }),
  facts: reasons.facts ?? {},
  faults: reasons.faults ?? [],
});

/** The refusal of a request whose shape or values are wrong (HTTP 400), with one pointer per fault. */
export const invalid = (...faults: readonly Fault[]): Refusal => refusal("request.invalid", { faults });
