import type { Budget } from "./budget.ts";
import { openPrograms, programKey } from "./programs.ts";
import { failed, isList, isMembers, namesOf, type Outcome, type Value } from "./values.ts";

const programs = openPrograms();

/**
 * One step of a judgement: the CEL library applies an operator or a function to values. What it costs is paid first;
 * an error is paid for as well, since the library throws it.
 */
export function operate(name: string, values: readonly Outcome[], budget: Budget): Outcome {
  const [only] = values;
  if (name === "size" && typeof only === "object" && only !== null) return sizeOf(only, budget);
  const taken: Value[] = [];
  for (const value of values) {
    const prepared = prepare(value, budget);
    if (prepared === failed) return failed;
    taken.push(prepared);
  }
  const program = programs.get(programKey(name, taken.length));
  if (program === undefined || !isBounded(name, taken) || !budget.spend(costOf(name, taken))) return failed;
  const [a, b, c] = taken;
  try {
    // One of the library's values, whose types it does not tell.
    return program({ a, b, c }) as Value;
  } catch {
    budget.spend(errorUnits);
    return failed;
  }
}

const errorUnits = 25;

/** The library would ask an object for its constructor, which may be a member of that name. */
function sizeOf(value: object, budget: Budget): Outcome {
  const items = (isList(value) ? value : namesOf(value))?.length;
  return items !== undefined && budget.spend(1 + items / 4) ? BigInt(items) : failed;
}

/** A JSON object becomes a Map, so that no name of a member means anything to the library. */
function prepare(value: Outcome, budget: Budget): Outcome {
  if (isList(value)) return prepareAll(value, budget);
  if (!isMembers(value)) return value;
  const names = Object.keys(value);
  if (!budget.spend(names.length)) return failed;
  const members = prepareAll(Object.values(value), budget);
  return isList(members) ? new Map(names.map((name, index) => [name, members[index]])) : failed;
}

function prepareAll(values: readonly Value[], budget: Budget): Outcome {
  if (!budget.spend(1 + values.length)) return failed;
  const prepared: Value[] = [];
  for (const value of values) {
    const one = prepare(value, budget);
    if (one === failed) return failed;
    prepared.push(one);
  }
  return prepared;
}

const zoned = /(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Durations take the library time by the cube of their length; a time without a zone would mean the machine's. */
function isBounded(name: string, [value]: readonly Value[]): boolean {
  if (name === "duration") return typeof value === "string" && value.length <= 32;
  return name !== "timestamp" || typeof value !== "string" || zoned.test(value);
}

/** By what is worst for each: an inner search compares every place of the one text with every place of the other. */
function costOf(name: string, values: readonly Value[]): number {
  const [first = 0, second = 0] = values.map(charactersOf);
  switch (name) {
    case "contains":
    case "indexOf":
    case "lastIndexOf":
      return 3 + first / 64 + (first * second) / 1_024;
    case "split":
      return 3 + first / 8 + (first * second) / 1_024;
    case "size":
      return 3 + first / 16;
    case "join":
      return 3 + (first + second * lengthOf(values[0])) / 64;
    default:
      return 3 + (first + second) / 64;
  }
}

const lengthOf = (value: Value | undefined): number => (value !== undefined && isList(value) ? value.length : 0);
const textLength = (value: Value): number => (typeof value === "string" ? value.length : 0);
const charactersOf = (value: Value): number =>
  isList(value) ? value.reduce<number>((sum, item) => sum + textLength(item), 0) : textLength(value);
