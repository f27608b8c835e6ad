import {
  type ErrorKind,
  badRequest,
  forbidden,
  kind,
  notFound,
  ruleBroken,
  stateConflict,
  tryAgain,
  unauthenticated,
} from "./errors/error-kind.ts";
import { journeyErrors } from "./errors/journey-errors.ts";
import { templateErrors } from "./errors/template-errors.ts";

export type { ErrorKind, GrpcStatus, HttpStatus } from "./errors/error-kind.ts";

/**
 * The catalogue of every code that the rail answers. A code is `<thing>.<reason>`, never changes its meaning, and has
 * one HTTP status, one gRPC status and one page.
 */
export const errors = {
  "request.invalid": kind(badRequest, "The request is not valid", "Correct what `errors` points to and send it again."),
  "request.too_large": kind(
    [422, "INVALID_ARGUMENT", false],
    "A part of the request is too large",
    "Send less; the limits stand in the reference.",
  ),
  "request.body_too_large": kind(
    [413, "INVALID_ARGUMENT", false],
    "The body is larger than 1 MiB",
    "Send a smaller body.",
  ),
  "request.unsupported_media_type": kind(
    [415, "INVALID_ARGUMENT", false],
    "The body must be JSON",
    "Send `Content-Type: application/json`.",
  ),
  "request.headers_too_large": kind(
    [431, "INVALID_ARGUMENT", false],
    "The header fields are larger than 16 KiB",
    "Send fewer or shorter header fields, or a shorter address.",
  ),
  "request.timeout": kind(
    [408, "DEADLINE_EXCEEDED", true],
    "The request did not arrive in time",
    "Send the whole request within 30 seconds.",
  ),
  "request.deadline_exceeded": kind(
    [503, "DEADLINE_EXCEEDED", true],
    "The answer took too long",
    "Send it again with the same Idempotency-Key; it takes effect at most once.",
  ),
  "request.cancelled": kind(
    [503, "UNAVAILABLE", true],
    "The request was cancelled",
    "Send it again with the same Idempotency-Key.",
  ),
  "route.unknown": kind(notFound, "There is no such address", "Compare the path with `/openapi.json`."),
  "route.method_not_allowed": kind(
    [405, "UNIMPLEMENTED", false],
    "The method is not allowed here",
    "Use a method that the `Allow` header names.",
  ),
  // To a REST caller this is a service that is older than the gateway, as in a rolling upgrade: it passes.
  "method.unknown": kind(
    [503, "UNIMPLEMENTED", true],
    "The service has no such method",
    "Compare the path with the .proto files; during an upgrade, send it again.",
  ),
  "pagination.too_deep": kind(
    badRequest,
    "The page lies too deep",
    "Walk on with `cursor` instead of `page`: it has no depth limit.",
  ),
  "pagination.cursor_invalid": kind(
    badRequest,
    "The cursor is not valid for this list",
    "Use `nextCursor` of the same list with the same filters.",
  ),
  "money.use_string": kind(
    badRequest,
    "The amount has too many digits for a JSON number",
    "Send the amount as a decimal string.",
  ),
  "credential.invalid": kind(
    unauthenticated,
    "The credential is missing or not valid",
    "Send a valid API key as `Authorization: Bearer …` or `X-API-Key`.",
  ),
  // A service of the rail's own is told, and nobody else: its key is proven first.
  "tenant.unknown": kind(
    unauthenticated,
    "A service acts for a tenant that is not known",
    "Name the tenant in the tenants file of every access process (`OMNI_TENANTS_FILE`).",
  ),
  "scope.missing": kind(
    forbidden,
    "The credential lacks a scope",
    "Use a credential with the scope that `detail` names.",
  ),
  "actor.mismatch": kind(
    forbidden,
    "The credential may not act for that user",
    "Name the credential's own user, or use a key with `act_as`.",
  ),
  "actor.required": kind(badRequest, "The request must say who acts", "Name the acting user in the body."),
  "user.unknown": kind(ruleBroken, "The user is not known", "Create the user first, or correct the id."),
  "user.inactive": kind(ruleBroken, "The user is not active", "Name an active user."),
  "user.not_found": kind(notFound, "There is no such user", "Correct the id."),
  "idempotency.key_invalid": kind(
    badRequest,
    "The Idempotency-Key is not valid",
    "Send 1 to 255 visible ASCII characters, such as a UUID.",
  ),
  "idempotency.key_reused": kind(
    ruleBroken,
    "The Idempotency-Key was used for another request",
    "Use a new key for a new request.",
  ),
  "precondition.failed": kind(
    [412, "ABORTED", false],
    "The resource has changed",
    "Read it again and send the new ETag in If-Match.",
  ),
  "consistency.invalid": kind(
    badRequest,
    "The Omni-Consistency token is not valid",
    "Send a token that this tenant received, unchanged, or none.",
  ),
  "consistency.timeout": kind(tryAgain, "The write is not readable yet", "Send the request again."),
  contention: kind(
    tryAgain,
    "Too many writers at once",
    "Send it again after `Retry-After` with the same Idempotency-Key.",
  ),
  "store.unavailable": kind(
    tryAgain,
    "The store cannot take the write now",
    "Send it again after `Retry-After` with the same Idempotency-Key.",
  ),
  "service.unavailable": kind(
    tryAgain,
    "A service cannot be reached",
    "Send it again after `Retry-After` with the same Idempotency-Key.",
  ),
  ...journeyErrors,
  ...templateErrors,
  "dead_letter.not_found": kind(notFound, "There is no such dead letter", "List them; it may have been replayed."),
  "dead_letter.not_taken": kind(
    stateConflict,
    "The dead letter still cannot be shown",
    "Put right what its reason says, and replay it again.",
  ),
  "internal.error": kind(
    [500, "INTERNAL", true],
    "Something went wrong on our side",
    "Tell us the requestId. Sending it again with the same Idempotency-Key is safe.",
  ),
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errors;

/** The catalogue's line for a code; a code that is not in it is a bug and answers as `internal.error`. */
export const errorKind = (code: string): ErrorKind =>
  Object.hasOwn(errors, code) ? errors[code as ErrorCode] : errors["internal.error"];
