/** The floor app's one template. */
export const floorSteps = ["step_1", "step_2", "step_3", "step_4", "step_5", "step_6"];

export interface FloorJourney {
  readonly id: string;
  readonly status: "created" | "in_progress";
  readonly templateId: string;
  readonly customerId: string;
  readonly channel: string;
  readonly context?: unknown;
  readonly assigneeId?: string | undefined;
  readonly priority: string;
  readonly currentStepIndex: number;
  readonly totalSteps: number;
  readonly steps: readonly FloorStep[];
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

interface FloorStep {
  readonly id: string;
  readonly name: string;
  readonly type: "manual";
  readonly status: "pending" | "completed";
  readonly completedBy?: string;
  readonly completedAt?: string;
  readonly data?: unknown;
}

type Begun = Pick<FloorJourney, "templateId" | "customerId" | "channel" | "context" | "assigneeId" | "priority">;

export function createJourney(id: string, begun: Begun, now: string) {
  const steps = floorSteps.map(
    (stepId) => ({ id: stepId, name: `Step ${stepId}`, type: "manual", status: "pending" }) as const,
  );
  const journey: FloorJourney = {
    ...begun,
    id,
    status: "created",
    currentStepIndex: 0,
    totalSteps: steps.length,
    steps,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  return { journey, event: { type: "journey.created", id, sequence: 1, at: now, customerId: begun.customerId } };
}

interface Done {
  readonly completedStepId: string;
  readonly stepData?: unknown;
  readonly advancedBy: string;
}

/** `undefined` when another step is current. */
export function advanceJourney(journey: FloorJourney, done: Done, now: string) {
  const current = journey.steps[journey.currentStepIndex];
  if (current?.id !== done.completedStepId) return undefined;
  const completed = {
    ...current,
    status: "completed",
    completedBy: done.advancedBy,
    completedAt: now,
    data: done.stepData,
  } as const;
  const advanced: FloorJourney = {
    ...journey,
    status: "in_progress",
    currentStepIndex: journey.currentStepIndex + 1,
    steps: journey.steps.with(journey.currentStepIndex, completed),
    version: journey.version + 1,
    updatedAt: now,
  };
  const event = { type: "journey.advanced", id: journey.id, sequence: advanced.version, at: now, stepId: current.id };
  return { journey: advanced, event };
}
