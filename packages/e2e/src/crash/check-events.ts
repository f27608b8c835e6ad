import { verifyEvent } from "@omni/platform/store";
import type { Command, SeenJourney, StoredEnvelope } from "./history.ts";

/** What is judged of an envelope; a part that is missing reads as `undefined` and fails the judgement. */
export const factsOf = (event: StoredEnvelope) => ({
  eventId: event["eventId"],
  eventType: event["eventType"],
  occurredAt: event["occurredAt"],
  tenantId: event["tenantId"],
  epoch: event["epoch"],
  aggregateId: member(event["aggregate"], "id"),
  sequence: member(event["aggregate"], "sequence"),
  version: member(event["aggregate"], "version"),
  previous: member(event["integrity"], "previous"),
  hash: member(event["integrity"], "hash"),
  stepId: member(event["data"], "stepId"),
});

const member = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** One event per effect, in the order of the commands, numbered without gaps, chained by hash. */
export function checkEvents(
  { id, events }: SeenJourney,
  effects: readonly Command[],
  tenantId: string,
): readonly string[] {
  const wanted = effects.map(({ stepId }) => (stepId === undefined ? "journey.created" : `journey.advanced ${stepId}`));
  const found = events.map((event) => {
    const { eventType, stepId } = factsOf(event);
    return [eventType, stepId].filter((part) => typeof part === "string").join(" ");
  });
  return [
    ...(found.join() === wanted.join()
      ? []
      : [`${id}: its events are [${found.join()}], acknowledged are [${wanted.join()}]`]),
    ...events.flatMap((event, index) => checkPlace(id, event, index, tenantId)),
    ...checkChain({ id, events }),
  ];
}

/** Each event fits its own hash, and follows the one before it. */
export const checkChain = ({ id, events }: Pick<SeenJourney, "id" | "events">): readonly string[] =>
  events.flatMap((event, index) => checkLink(id, event, events[index - 1]));

// Each command of this suite commits exactly one event, so the version counts with the sequence.
function checkPlace(id: string, event: StoredEnvelope, index: number, tenantId: string): readonly string[] {
  const { aggregateId, sequence, version, tenantId: owner } = factsOf(event);
  const place = `${id}, event ${index + 1}`;
  return [
    ...(sequence === index + 1 ? [] : [`${place}: sequence ${String(sequence)}`]),
    ...(version === index + 1 ? [] : [`${place}: version ${String(version)}`]),
    ...(aggregateId === id ? [] : [`${place}: belongs to ${String(aggregateId)}`]),
    ...(owner === tenantId ? [] : [`${place}: belongs to tenant ${String(owner)}`]),
  ];
}

function checkLink(id: string, event: StoredEnvelope, before: StoredEnvelope | undefined): readonly string[] {
  const { sequence, previous, occurredAt, epoch } = factsOf(event);
  const place = `${id}, sequence ${String(sequence)}`;
  const last = before && factsOf(before);
  return [
    ...(verifyEvent(event) ? [] : [`${place}: does not fit its own hash`]),
    ...(previous === (last?.hash ?? "") ? [] : [`${place}: does not follow the event before it`]),
    ...(last && epoch !== last.epoch ? [`${place}: another epoch`] : []),
    ...(last && Date.parse(String(occurredAt)) <= Date.parse(String(last.occurredAt))
      ? [`${place}: not later than the event before it`]
      : []),
  ];
}
