import { factsOf } from "./check-events.ts";
import type { SeenEntry, SeenJourney } from "./history.ts";

/** A timeline shows every event of its journeys exactly once, each journey's in the order of sequence, all by time. */
export function checkTimeline(
  name: string,
  timeline: readonly SeenEntry[],
  journeys: readonly SeenJourney[],
): readonly string[] {
  const shown = timeline.map(({ id }) => id);
  return [
    ...checkCounts(name, shown, journeys),
    ...journeys.flatMap((journey) => checkOrder(name, shown, journey)),
    ...checkTimes(name, timeline, journeys),
  ];
}

const idsOf = ({ events }: SeenJourney): readonly string[] => events.map((event) => String(factsOf(event).eventId));

function checkCounts(name: string, shown: readonly string[], journeys: readonly SeenJourney[]): readonly string[] {
  const wanted = new Set(journeys.flatMap(idsOf));
  const once = new Set(shown);
  return [
    ...[...wanted].filter((id) => !once.has(id)).map((id) => `${name}: the timeline lacks ${id}`),
    ...[...once].filter((id) => !wanted.has(id)).map((id) => `${name}: the timeline shows ${id}, which is no event`),
    ...(once.size === shown.length ? [] : [`${name}: the timeline shows an event twice`]),
  ];
}

function checkOrder(name: string, shown: readonly string[], journey: SeenJourney): readonly string[] {
  const wanted = idsOf(journey);
  const own = shown.filter((id) => wanted.includes(id));
  return own.join() === wanted.filter((id) => own.includes(id)).join()
    ? []
    : [`${name}: ${journey.id} is out of order`];
}

function checkTimes(name: string, timeline: readonly SeenEntry[], journeys: readonly SeenJourney[]): readonly string[] {
  const events = new Map(
    journeys.flatMap(({ events: own }) => own).map((event) => [factsOf(event).eventId, factsOf(event)]),
  );
  const wrong = timeline.filter(({ id, timestamp, eventType }) => {
    const event = events.get(id);
    return event && (event.occurredAt !== timestamp || event.eventType !== eventType);
  });
  const times = timeline.map(({ timestamp }) => Date.parse(timestamp));
  const isSorted = times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));
  return [
    ...wrong.map(({ id }) => `${name}: ${id} is shown with another time or type than it has`),
    ...(isSorted ? [] : [`${name}: the timeline is not in the order of time`]),
  ];
}
