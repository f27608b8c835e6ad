import { checkAnswers } from "./check-answers.ts";
import { checkEvents, factsOf } from "./check-events.ts";
import { checkTimeline } from "./check-timeline.ts";
import type { Command, History, SeenJourney } from "./history.ts";

/**
 * Judges a round: nothing acknowledged is lost, nothing is doubled, keyed repeats replay, sequences have no gaps, the
 * integrity chain holds, and each timeline shows every event exactly once in order. Answers every violation in words.
 */
export function checkHistory(history: History): readonly string[] {
  const answers = history.commands.flatMap(checkAnswers);
  const lists = history.customers.flatMap((customer) => checkList(customer, history));
  const journeys = [...byJourney(history.commands).values()].flatMap((commands) => checkJourney(commands, history));
  return [
    ...answers,
    ...lists,
    ...journeys,
    ...checkEventIds(history),
    ...history.customers.flatMap((customer) => checkCustomerTimeline(customer, history)),
  ];
}

const byJourney = (commands: readonly Command[]): ReadonlyMap<string, readonly Command[]> =>
  Map.groupBy(commands, ({ customerId, journey }) => `${customerId} ${journey}`);

/** The id that a create was answered with. */
export function journeyIdOf(commands: readonly Command[]): string | undefined {
  const create = commands.find(({ stepId }) => stepId === undefined);
  const accepted = create?.attempts.find((attempt) => attempt.outcome === "accepted");
  return accepted && /"id":"(jrn_[^"]+)"/.exec(accepted.body)?.[1];
}

/** The journeys that a customer has are those that were asked for: none lost, none doubled, none of unknown origin. */
function checkList({ customerId, journeyIds }: History["customers"][number], { commands }: History): readonly string[] {
  const asked = [...byJourney(commands.filter((command) => command.customerId === customerId)).values()];
  const wanted = asked.flatMap((same) => journeyIdOf(same) ?? []);
  const lost = wanted.filter((id) => !journeyIds.includes(id)).map((id) => `${customerId}: the list lost ${id}`);
  const strange = journeyIds.filter((id) => !wanted.includes(id)).map((id) => `${customerId}: nobody asked for ${id}`);
  const doubled =
    journeyIds.length === new Set(journeyIds).size ? [] : [`${customerId}: the list shows a journey twice`];
  return [...lost, ...strange, ...doubled];
}

/** One journey: each accepted command has exactly one effect on state and events, in the order of sending. */
function checkJourney(commands: readonly Command[], history: History): readonly string[] {
  const id = journeyIdOf(commands);
  if (id === undefined) return [`${commands[0]?.key}: its journey was never acknowledged`];
  const journey = history.journeys.find((candidate) => candidate.id === id);
  if (!journey) return [`${id}: an acknowledged journey is lost`];
  const effects = commands.filter(({ attempts }) => attempts.some(({ outcome }) => outcome === "accepted"));
  return [
    ...checkState(journey, effects),
    ...checkEvents(journey, effects, history.tenantId),
    ...checkTimeline(`journey ${id}`, journey.timeline, [journey]),
  ];
}

function checkState({ id, version, done }: SeenJourney, effects: readonly Command[]): readonly string[] {
  const wanted = effects.flatMap(({ key, stepId }) => (stepId === undefined ? [] : [`${stepId} by ${key}`]));
  const found = done.map(({ stepId, reference }) => `${stepId} by ${reference}`);
  return [
    ...(found.join() === wanted.join()
      ? []
      : [`${id}: its steps are [${found.join()}], acknowledged are [${wanted.join()}]`]),
    ...(version === effects.length ? [] : [`${id}: version ${version} after ${effects.length} commands`]),
  ];
}

const checkCustomerTimeline = (
  { customerId, timeline }: History["customers"][number],
  { journeys }: History,
): readonly string[] =>
  checkTimeline(
    `customer ${customerId}`,
    timeline,
    journeys.filter((journey) => journey.customerId === customerId),
  );

function checkEventIds({ journeys }: History): readonly string[] {
  const ids = journeys.flatMap(({ events }) => events.map((event) => factsOf(event).eventId));
  return ids.length === new Set(ids).size ? [] : ["two events have the same id"];
}
