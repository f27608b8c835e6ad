import type { Change, DomainEvent, Instant } from "@omni/kernel";
import { clockRuns, currentStep, type Journey } from "./journey.ts";
import type { Step } from "./step.ts";
import { slaBreached, stepOverdue } from "./time-events.ts";

/** Something that time alone brings about, once. It never approves, passes or completes anything. */
interface ClockEvent {
  readonly at: Instant;
  readonly happen: (journey: Journey) => { readonly state: Journey; readonly event: DomainEvent };
}

/** When the journey's next clock event is due; `undefined` when none lies ahead. */
export const nextClockEvent = (journey: Journey): Instant | undefined => clockEventsAhead(journey)[0]?.at;

/** What time has brought about by `now`, oldest first; `undefined` when nothing. */
export function clockEvents(journey: Journey, now: Instant): Change<Journey> | undefined {
  const events: DomainEvent[] = [];
  let state = journey;
  for (const due of clockEventsAhead(journey).filter(({ at }) => at <= now)) {
    const happened = due.happen(state);
    state = happened.state;
    events.push(happened.event);
  }
  return events.length === 0 ? undefined : { state, events };
}

function clockEventsAhead(journey: Journey): readonly ClockEvent[] {
  if (!clockRuns(journey)) return [];
  const ahead = [...stepClock(currentStep(journey)), ...journeyClock(journey)];
  // Stable: at the same instant the step is late before its journey.
  return ahead.toSorted((left, right) => left.at - right.at);
}

function stepClock(step: Step | undefined): readonly ClockEvent[] {
  const dueAt = step?.dueAt;
  if (step === undefined || dueAt === undefined || step.overdue) return [];
  const late: Step = { ...step, overdue: true };
  const happen: ClockEvent["happen"] = (journey) => ({
    state: { ...journey, steps: journey.steps.map((other) => (other.id === step.id ? late : other)) },
    event: stepOverdue(journey, step, dueAt),
  });
  return [{ at: dueAt, happen }];
}

function journeyClock({ dueAt, slaBreached: recorded }: Journey): readonly ClockEvent[] {
  if (dueAt === undefined || recorded) return [];
  const happen: ClockEvent["happen"] = (journey) => ({
    state: { ...journey, slaBreached: true },
    event: slaBreached(journey, dueAt),
  });
  return [{ at: dueAt, happen }];
}
