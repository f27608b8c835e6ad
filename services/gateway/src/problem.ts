import { errorKind, errors } from "@omni/contracts/errors";
import { type Refusal, refusal } from "@omni/kernel";

/** An answer of RFC 9457, before headers are put to it. */
export interface Problem {
  readonly status: number;
  /** The JSON text. */
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const problemType = "application/problem+json";
export const errorPage = (code: string): string => `/docs/errors/${code}`;

const noHeaders: Readonly<Record<string, string>> = {};
const challenge = { "WWW-Authenticate": 'Bearer realm="omni"' };
const retryLater = { "Retry-After": "1" };

/**
 * Says a refusal in the words of the catalogue. Its facts become members of their own, but never stand in for the
 * standard ones. A bug (a 500, or a code that the catalogue lacks) tells nothing but the request's id.
 */
export function problemOf(refused: Refusal, requestId: string, instance: string | undefined): Problem {
  const known = Object.hasOwn(errors, refused.code) ? refused : refusal("internal.error");
  const { http: status, title, retryable } = errorKind(known.code);
  const constant = { type: errorPage(known.code), title, status, code: known.code, requestId, retryable };
  const members = status === 500 ? constant : withParticulars(constant, known, instance);
  return { status, text: JSON.stringify(members), headers: headersOf(status) };
}

function withParticulars(constant: object, { code, detail, facts, faults }: Refusal, instance: string | undefined) {
  const standard = {
    ...constant,
    detail: detail ?? errorKind(code).advice,
    instance,
    errors: faults.length === 0 ? undefined : faults,
  };
  // Twice: first for the order in which they are read, then so that no fact takes the place of a standard member.
  return { ...standard, ...facts, ...standard };
}

function headersOf(status: number): Readonly<Record<string, string>> {
  if (status === 401) return challenge;
  return status === 503 ? retryLater : noHeaders;
}
