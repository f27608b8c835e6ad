import { verifyEvent } from "@omni/platform/store";
import { factsOf } from "../crash/check-events.ts";
import type { SeenJourney, StoredEnvelope } from "../crash/history.ts";
import type { TopicRecord, TopicView } from "./topic-view.ts";

/**
 * Judges what a plain consumer finds of some journeys: every event at least once, first occurrences in the order of
 * their sequence, all in one partition, each as the service has it stored. Answers every violation in words.
 */
export function checkTopic(
  tenantId: string,
  journeys: readonly SeenJourney[],
  topic: Pick<TopicView, "recordsOf" | "missing">,
): readonly string[] {
  return [
    ...topic.missing().map((offsets) => `the plain consumer never saw ${offsets}`),
    ...journeys.flatMap((journey) => checkJourney(journey, topic.recordsOf(`${tenantId}/${journey.id}`))),
  ];
}

function checkJourney({ id, events }: SeenJourney, records: readonly TopicRecord[]): readonly string[] {
  const firsts = [...new Map(records.toReversed().map((record) => [record.headers["omni-sequence"], record])).values()];
  const inOrder = firsts.toSorted((left, right) => left.offset - right.offset);
  const found = inOrder.map(({ headers }) => headers["omni-sequence"]);
  const wanted = events.map((event) => String(factsOf(event).sequence));
  const partitions = new Set(records.map(({ partition }) => partition));
  return [
    ...(found.join() === wanted.join() ? [] : [`${id}: the topic has [${found.join()}], stored is [${wanted.join()}]`]),
    ...(partitions.size <= 1 ? [] : [`${id}: its events are in ${partitions.size} partitions`]),
    ...records.flatMap((record) => checkRecord(id, record, events)),
  ];
}

function checkRecord(
  id: string,
  { headers, value }: TopicRecord,
  events: readonly StoredEnvelope[],
): readonly string[] {
  const place = `${id}, sequence ${headers["omni-sequence"]}`;
  const stored = events.find((event) => String(factsOf(event).sequence) === headers["omni-sequence"]);
  const event = parse(value);
  if (!event || !stored) return event ? [] : [`${place}: a record is no event`];
  const [there, here] = [factsOf(event), factsOf(stored)];
  return [
    ...(verifyEvent(event) ? [] : [`${place}: a record does not fit its own hash`]),
    ...(there.hash === here.hash && there.eventId === here.eventId ? [] : [`${place}: a record is another event`]),
    ...(headers["ce_id"] === here.eventId ? [] : [`${place}: a record names ${headers["ce_id"]} in its header`]),
  ];
}

function parse(value: string): StoredEnvelope | undefined {
  try {
    return JSON.parse(value) as StoredEnvelope;
  } catch {
    return undefined;
  }
}
