import {
  accepted,
  type Fault,
  type Instant,
  instant,
  invalid,
  isCallerId,
  jsonLimits,
  parseInstant,
  type Result,
} from "@omni/kernel";

/**
 * Reads the fields of one request and notes every fault with its pointer. What a reading returns after a fault is a
 * stand-in: `commandOf` throws it away.
 */
export interface Reading {
  readonly faults: Fault[];
}

export const reading = (): Reading => ({ faults: [] });

// A hundred steps may each be wrong in many ways; nobody reads more than this.
const faultsMax = 50;

/** The command, or the refusal with every fault that was noted (50 at most). */
export const commandOf = <T>({ faults }: Reading, read: T): Result<T> =>
  faults.length === 0 ? accepted(read) : invalid(...faults.slice(0, faultsMax));

export function note({ faults }: Reading, pointer: string, detail: string): void {
  faults.push({ pointer, detail });
}

/** One line with at least one visible character; `charactersMax` is at most what the contract allows any string. */
export function text(
  from: Reading,
  pointer: string,
  value: string | undefined,
  charactersMax: number = jsonLimits.characters,
): string {
  if (value === undefined || !/\p{Cc}/u.test(value)) return prose(from, pointer, value, charactersMax);
  note(from, pointer, "Must not contain control characters.");
  return value;
}

/** A text that may have several lines. */
export function prose(
  from: Reading,
  pointer: string,
  value: string | undefined,
  charactersMax: number = jsonLimits.characters,
): string {
  if (value === undefined || value.trim() === "") note(from, pointer, "Must not be blank.");
  else if (value.length > charactersMax) note(from, pointer, `Must have at most ${charactersMax} characters.`);
  else if (value.includes("\0") || !value.isWellFormed()) note(from, pointer, "Must be well-formed text without NUL.");
  return value ?? "";
}

/** An id that a caller may bring (contract §1, "Ids"). */
export function id(from: Reading, pointer: string, value: string | undefined): string {
  if (value === undefined) note(from, pointer, "Is required.");
  else if (!isCallerId(value)) note(from, pointer, "Must be 1 to 128 characters out of A-Z a-z 0-9 . _ : @ -.");
  return value ?? "";
}

/** One word of a closed vocabulary. */
export function word<Word extends string>(
  from: Reading,
  pointer: string,
  value: string | undefined,
  words: readonly [Word, ...Word[]],
): Word {
  const known = words.find((candidate) => candidate === value);
  if (known === undefined) note(from, pointer, `Must be one of ${words.join(", ")}.`);
  return known ?? words[0];
}

/** A whole number, both bounds included. */
export function whole(from: Reading, pointer: string, value: number | undefined, min: number, max: number): number {
  if (value === undefined || !Number.isInteger(value) || value < min || value > max) {
    note(from, pointer, `Must be a whole number from ${min} to ${max}.`);
  }
  return value ?? min;
}

/** A time as RFC 3339 with its zone, from 1970 to 2199. */
export function time(from: Reading, pointer: string, value: string): Instant {
  const at = parseInstant(value);
  if (at === undefined) note(from, pointer, "Must be a date and time as in 2024-01-25T17:00:00Z, from 1970 to 2199.");
  return at ?? instant(0);
}

/** Applies a reading to a field that may be left out. */
export const optional = <In, Out>(value: In | undefined, read: (value: In) => Out): Out | undefined =>
  value === undefined ? undefined : read(value);

/** Notes every item whose key an earlier item has. `pointer` gives the place of the item at an index. */
export function distinct(from: Reading, keys: readonly (string | number)[], pointer: (index: number) => string): void {
  const seen = new Set<string | number>();
  keys.forEach((key, index) => {
    if (seen.has(key)) note(from, pointer(index), `${key} stands here twice.`);
    seen.add(key);
  });
}
