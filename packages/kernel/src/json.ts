import { accepted, type Fault, invalid, type Refusal, type Result } from "./result.ts";

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [name: string]: JsonValue };

/** Canonical JSON text of one object: an open map (`context`, `stepData`…) as it is stored and sent on. */
export type JsonText = string & { readonly [jsonTextBrand]: true };
declare const jsonTextBrand: unique symbol;

/**
 * Contract §1, "Limits". `values` (members and items of a whole document) is what the rail can read without holding up
 * other requests: a full `context` of 256 KiB stays below it unless it is made of crumbs.
 */
export const jsonLimits = { depth: 32, items: 500, characters: 10_000, values: 20_000 } as const;

/** A number that JavaScript would print with other digits than were sent, kept as its source text. */
interface RawNumber {
  readonly rawJSON: string;
}
const json = JSON as typeof JSON & {
  rawJSON(text: string): RawNumber;
  isRawJSON(value: unknown): value is RawNumber;
};

/**
 * A parsed document twice: `plain` with ordinary numbers, for validation; `exact` with every number as it was sent,
 * for open maps, money and fingerprints. Both are the same object when no number needs care; else `exact` is made when
 * it is first asked for, which takes as long again as parsing did.
 */
export interface ParsedJson {
  readonly plain: unknown;
  readonly exact: unknown;
}

// May match inside strings as well: that only costs the slower way.
const needsCare = /\d[eE][+-]?\d|[\d.]{16,}|\.\d*0(?!\d)|-0(?![.\d])/;

/**
 * Parses JSON within the limits of the contract. Refuses, with a pointer: malformed text, more than 32 levels, arrays
 * over 500 items, more than 20,000 values in all, strings over 10,000 characters, NUL, lone surrogates, numbers beyond
 * a double, the key `__proto__`.
 */
export function parseJson(text: string): Result<ParsedJson> {
  const outline = checkOutline(text);
  if (outline) return invalid(outline);
  let plain: unknown;
  try {
    plain = JSON.parse(text);
  } catch (error) {
    return invalid({
      pointer: "",
      detail: `The text is not JSON: ${error instanceof Error ? error.message : "malformed"}.`,
    });
  }
  const fault = checkLimits(plain, 0);
  if (fault) return invalid(fault);
  return accepted(needsCare.test(text) ? withExact(plain, text) : { plain, exact: plain });
}

function withExact(plain: unknown, text: string): ParsedJson {
  let exact: unknown;
  return {
    plain,
    get exact() {
      exact ??= parseExact(text);
      return exact;
    },
  };
}

const parseExact = (text: string): unknown =>
  JSON.parse(text, function (_key: string, value: unknown, context?: { source?: string }) {
    const source = context?.source;
    return typeof value === "number" && source !== undefined && source !== String(value) ? json.rawJSON(source) : value;
  });

/** The digits of a number of an `exact` document, as they were sent; `undefined` for anything that is no number. */
export const digitsOf = (value: unknown): string | undefined =>
  typeof value === "number" ? String(value) : json.isRawJSON(value) ? value.rawJSON : undefined;

const tooDeep: Fault = { pointer: "", detail: `More than ${jsonLimits.depth} levels deep.` };
const tooMany: Fault = { pointer: "", detail: `More than ${jsonLimits.values} values.` };

/**
 * Counts levels and values of a long text before it is parsed: a hostile megabyte (200,000 brackets or members) costs
 * 3 ms here and a quarter of a second there. A text too short to hold so many values is not looked at.
 */
function checkOutline(text: string): Fault | undefined {
  if (text.length < 2 * jsonLimits.values) return undefined;
  let values = 0;
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0x22 /* " */) index = endOfString(text, index);
    else if (unit === 0x2c /* , */) values++;
    else if (unit === 0x5b || unit === 0x7b /* [ { */) {
      values++;
      if (++depth > jsonLimits.depth) return tooDeep;
    } else if (unit === 0x5d || unit === 0x7d /* ] } */) depth--;
    if (values > jsonLimits.values) return tooMany;
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  for (; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0x22 /* " */) break;
    if (unit === 0x5c /* \\ */) index++;
  }
  return index;
}

// Pointers are made on the way back from a fault, so that a sound document costs none.
const within = (name: string, fault: Fault): Fault => ({
  ...fault,
  pointer: `/${escapePointer(name)}${fault.pointer}`,
});

function checkLimits(value: unknown, depth: number): Fault | undefined {
  if (typeof value === "string") return checkText(value);
  if (typeof value === "number") {
    return Number.isFinite(value) ? undefined : { pointer: "", detail: "The number is out of range." };
  }
  if (typeof value !== "object" || value === null) return undefined;
  if (depth >= jsonLimits.depth) return tooDeep;
  return Array.isArray(value) ? checkItems(value, depth) : checkMembers(value as Record<string, unknown>, depth);
}

function checkItems(items: readonly unknown[], depth: number): Fault | undefined {
  if (items.length > jsonLimits.items) return { pointer: "", detail: `More than ${jsonLimits.items} items.` };
  for (let index = 0; index < items.length; index++) {
    const fault = checkLimits(items[index], depth + 1);
    if (fault) return within(String(index), fault);
  }
  return undefined;
}

function checkMembers(members: Readonly<Record<string, unknown>>, depth: number): Fault | undefined {
  for (const name of Object.keys(members)) {
    if (name === "__proto__") return within(name, { pointer: "", detail: "The name __proto__ is not accepted." });
    const fault = checkText(name) ?? checkLimits(members[name], depth + 1);
    if (fault) return within(name, fault);
  }
  return undefined;
}

function checkText(text: string): Fault | undefined {
  if (text.length > jsonLimits.characters) {
    return { pointer: "", detail: `More than ${jsonLimits.characters} characters.` };
  }
  if (text.includes("\0")) return { pointer: "", detail: "The text contains NUL." };
  return text.isWellFormed() ? undefined : { pointer: "", detail: "The text is not well-formed Unicode." };
}

/** One reference token of an RFC 6901 pointer. */
export const escapePointer = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** The canonical form of RFC 8785 (sorted names, no white space), except that numbers keep the digits as sent. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== "object" || value === null || json.isRawJSON(value)) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = value as Readonly<Record<string, unknown>>;
  let text = "";
  // The default order of sort is that of RFC 8785: by UTF-16 code units.
  for (const name of Object.keys(members).toSorted()) {
    const member = members[name];
    if (member !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(name)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

/**
 * Reads an open map from its text: one JSON object, within the limits and at most `bytesMax` long in UTF-8.
 * Too long is `request.too_large` (422 in the catalogue); anything else wrong is 400 with a pointer below `pointer`.
 */
export function parseOpenMap(text: string, pointer: string, bytesMax: number): Result<JsonText> {
  const parsed = parseJson(text);
  if (!parsed.ok)
    return { ...parsed, faults: parsed.faults.map((fault) => ({ ...fault, pointer: pointer + fault.pointer })) };
  if (typeof parsed.value.plain !== "object" || parsed.value.plain === null || Array.isArray(parsed.value.plain)) {
    return invalid({ pointer, detail: "Must be a JSON object." });
  }
  const canonical = canonicalJson(parsed.value.exact);
  if (utf8Length(canonical) > bytesMax) return tooLarge(pointer, bytesMax);
  return accepted(canonical as JsonText);
}

const tooLarge = (pointer: string, bytesMax: number): Refusal => ({
  ...invalid({ pointer, detail: `More than ${bytesMax} bytes.` }),
  code: "request.too_large",
});

/** Bytes of a well-formed text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
