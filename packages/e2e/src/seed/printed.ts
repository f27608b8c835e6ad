import { formatInstant, instant, parseInstant, type JsonValue } from "@omni/kernel";

/** What stands for what is printed in a sample. */
export interface Printed {
  /** Milliseconds by which every printed time is moved. */
  readonly offset: number;
  /** The rail's own ids by the printed ones; filled in as they are met. */
  readonly ids: Map<string, string>;
}

/** A sample with its times moved and its ids replaced by those that have been met so far. */
export function translated(value: JsonValue, printed: Printed): JsonValue {
  if (typeof value === "string") return translatedText(value, printed);
  if (Array.isArray(value)) return value.map((item: JsonValue) => translated(item, printed));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, translated(member, printed)]));
}

function translatedText(text: string, { offset, ids }: Printed): string {
  const at = parseInstant(text);
  return at === undefined ? (ids.get(text) ?? text) : formatInstant(instant(at + offset));
}

/** Ids that the rail makes by itself; the printed ones can be told by these. */
const ownId = /^(jrn|evt)_/;

/**
 * Where an answer departs from a sample: every printed member must be there and equal; more may be. A printed id of
 * the rail's own stands for whichever id is met first in its place. A `summary` may have other words.
 */
export function departures(sample: JsonValue, answer: unknown, printed: Printed, place = ""): readonly string[] {
  if (typeof sample === "string" && ownId.test(sample)) return idDeparture(sample, answer, printed, place);
  if (place.endsWith("/summary")) return typeof answer === "string" && answer !== "" ? [] : [`${place}: no sentence`];
  if (typeof sample !== "object" || sample === null) {
    const wanted = translated(sample, printed);
    return Object.is(wanted, answer)
      ? []
      : [`${place}: ${JSON.stringify(answer)} instead of ${JSON.stringify(wanted)}`];
  }
  if (typeof answer !== "object" || answer === null) return [`${place}: missing`];
  const lengths = Array.isArray(sample) && Array.isArray(answer) && sample.length !== answer.length;
  if (lengths || Array.isArray(sample) !== Array.isArray(answer)) return [`${place}: another number of items`];
  return Object.entries(sample).flatMap(([name, member]) =>
    departures(member, Reflect.get(answer, name), printed, `${place}/${name}`),
  );
}

function idDeparture(sample: string, answer: unknown, { ids }: Printed, place: string): readonly string[] {
  if (typeof answer !== "string" || answer.slice(0, 4) !== sample.slice(0, 4)) return [`${place}: no id of that kind`];
  const known = ids.get(sample);
  if (known === undefined) ids.set(sample, answer);
  return known === undefined || known === answer ? [] : [`${place}: ${answer}, though ${sample} was ${known}`];
}
