/**
 * A value of an expression: JSON as it was parsed, or what the CEL library makes (`int` is a bigint, `double` a number,
 * times and durations are objects of its own).
 */
export type Value = string | number | bigint | boolean | null | object;

/** An error, a missing key, or a budget that is spent: whatever it was, it is not `false`. */
export const failed: unique symbol = Symbol("failed");
export type Outcome = Value | typeof failed;

export const isList = (value: Outcome): value is readonly Value[] => Array.isArray(value);

/** A JSON object. Its prototype is the plain one, since nobody can send `__proto__`. */
export const isMembers = (value: Outcome): value is Readonly<Record<string, Value>> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** A JSON object as it is handed to the library and may come back from it. */
export const isMap = (value: Outcome): value is ReadonlyMap<string, Value> => value instanceof Map;

/** The names of the members of either; `undefined` for anything else. */
export function namesOf(value: Outcome): readonly string[] | undefined {
  if (isMembers(value)) return Object.keys(value);
  return isMap(value) ? [...value.keys()] : undefined;
}

/** The member or item under a key; `failed` when there is none. */
export function memberOf(value: Outcome, key: Outcome): Outcome {
  const found = isList(value) ? itemAt(value, key) : typeof key === "string" ? memberNamed(value, key) : undefined;
  return found === undefined ? failed : found;
}

function memberNamed(value: Outcome, name: string): Value | undefined {
  if (isMembers(value)) return Object.hasOwn(value, name) ? value[name] : undefined;
  return isMap(value) ? value.get(name) : undefined;
}

function itemAt(list: readonly Value[], key: Outcome): Value | undefined {
  const place = typeof key === "bigint" ? Number(key) : key;
  return typeof place === "number" ? list[place] : undefined;
}

// Outside of texts: canonical JSON has no white space.
const longNumber = /[:[,]-?\d{16}/;
const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

export const isInt64 = (value: bigint): boolean => value >= int64.min && value <= int64.max;

/** What reading an open map costs, which takes longer where a number needs all its digits. */
export const unitsToRead = (text: string): number => text.length / (longNumber.test(text) ? 8 : 20);

/**
 * Reads an open map. Its numbers are doubles, as CEL has it for JSON; a whole number that a double cannot hold exactly
 * is an int (64 bits), so that long numbers are compared digit by digit.
 */
export const readMap = (text: string): Value =>
  // The text was written by `parseOpenMap`.
  JSON.parse(text, longNumber.test(text) ? exactly : undefined) as Value;

function exactly(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== "number" || Number.isSafeInteger(value) || source === undefined) return value;
  if (!/^-?\d+$/.test(source)) return value;
  const whole = BigInt(source);
  return isInt64(whole) ? whole : value;
}
