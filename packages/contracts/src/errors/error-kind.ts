/** gRPC status names used by the rail (https://grpc.github.io/grpc/core/md_doc_statuscodes.html). */
export type GrpcStatus =
  | "INVALID_ARGUMENT"
  | "UNAUTHENTICATED"
  | "PERMISSION_DENIED"
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "FAILED_PRECONDITION"
  | "ABORTED"
  | "RESOURCE_EXHAUSTED"
  | "UNAVAILABLE"
  | "DEADLINE_EXCEEDED"
  | "UNIMPLEMENTED"
  | "INTERNAL";

export type HttpStatus = 400 | 401 | 403 | 404 | 405 | 408 | 409 | 412 | 413 | 415 | 422 | 429 | 431 | 500 | 503;

/** One line of the catalogue: what a code means to REST and gRPC callers. */
export interface ErrorKind {
  readonly http: HttpStatus;
  readonly grpc: GrpcStatus;
  /** The short, constant headline (RFC 9457 `title`). */
  readonly title: string;
  /** Whether the same request may succeed when it is simply sent again (with its Idempotency-Key). */
  readonly retryable: boolean;
  /** What the caller can do about it; the text of the page `/docs/errors/<code>`. */
  readonly advice: string;
}

export type Meaning = readonly [http: HttpStatus, grpc: GrpcStatus, retryable: boolean];
export const badRequest: Meaning = [400, "INVALID_ARGUMENT", false];
export const unauthenticated: Meaning = [401, "UNAUTHENTICATED", false];
export const forbidden: Meaning = [403, "PERMISSION_DENIED", false];
export const notFound: Meaning = [404, "NOT_FOUND", false];
export const stateConflict: Meaning = [409, "FAILED_PRECONDITION", false];
export const taken: Meaning = [409, "ALREADY_EXISTS", false];
export const ruleBroken: Meaning = [422, "FAILED_PRECONDITION", false];
export const tryAgain: Meaning = [503, "UNAVAILABLE", true];

export const kind = ([http, grpc, retryable]: Meaning, title: string, advice: string): ErrorKind => ({
  http,
  grpc,
  title,
  retryable,
  advice,
});
