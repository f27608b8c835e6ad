// The rules of contract §2, "Journeys", written down a second time and as plainly as possible: lists, counters and
// ifs, nothing shared with `domain/`. Only tests import this file.

export interface ModelStep {
  readonly id: string;
  readonly type: "manual" | "kyc_check" | "document_upload" | "approval";
  readonly required: boolean;
  readonly timeoutMs: number | undefined;
  readonly documents: readonly string[];
  readonly evidence: boolean;
}

export interface ModelAdvance {
  readonly stepId: string;
  readonly outcome: "passed" | "failed" | "skipped" | "waived";
  readonly data: { readonly kycStatus?: string; readonly documents?: readonly string[] } | undefined;
  /** Whether the actor is the one to whom the journey is assigned. */
  readonly entitled: boolean;
}

/** A journey as the contract tells it. Times are in milliseconds. */
export class JourneyModel {
  readonly events: string[] = ["created"];
  current = 0;
  passed = 0;
  started = false;
  /** The journey's own clock event has been told. */
  breached = false;
  private stepLate = false;
  private failures = 0;
  private entered: number;
  private readonly steps: readonly ModelStep[];
  private readonly dueAt: number | undefined;

  constructor(steps: readonly ModelStep[], now: number, dueAt: number | undefined) {
    this.steps = steps;
    this.entered = now;
    this.dueAt = dueAt;
    this.tellTime(now);
  }

  isOverdue(now: number): boolean {
    return this.dueAt !== undefined && now >= this.dueAt;
  }

  /** Clock events come before whatever a command does, each once, oldest first. */
  tellTime(now: number): void {
    const timeout = this.steps[this.current]?.timeoutMs;
    const stepDue = timeout === undefined || this.stepLate ? Infinity : this.entered + timeout;
    const due = this.dueAt === undefined || this.breached ? Infinity : this.dueAt;
    const stepEvent = { at: stepDue, tell: () => this.tellStepLate() };
    const journeyEvent = { at: due, tell: () => this.tellBreached() };
    const inOrder = stepDue <= due ? [stepEvent, journeyEvent] : [journeyEvent, stepEvent];
    for (const { at, tell } of inOrder) if (at <= now) tell();
  }

  private tellStepLate(): void {
    this.stepLate = true;
    this.events.push(`step_overdue ${this.steps[this.current]?.id}`);
  }

  private tellBreached(): void {
    this.breached = true;
    this.events.push("sla_breached");
  }

  /** The codes with which the command may be refused; none when it must be taken, and it is taken here as well. */
  advance(asked: ModelAdvance, now: number): readonly string[] {
    this.tellTime(now);
    const refusals = this.refusals(asked);
    if (refusals.length > 0) return refusals;
    this.started = true;
    if (asked.outcome === "failed") {
      this.failures++;
      this.events.push(`step_failed ${asked.stepId}`);
      return [];
    }
    if (asked.outcome === "passed") this.passed++;
    this.events.push(`advanced ${asked.stepId}`);
    this.current++;
    this.entered = now;
    this.failures = 0;
    this.stepLate = false;
    return [];
  }

  private refusals({ stepId, outcome, data, entitled }: ModelAdvance): readonly string[] {
    if (!entitled) return ["not_yours"];
    const place = this.steps.findIndex(({ id }) => id === stepId);
    const step = this.steps[place];
    if (step === undefined) return ["step_unknown"];
    if (place < this.current) return ["step_already_completed"];
    if (place > this.current) return ["step_mismatch"];
    if (outcome === "waived") return ["approval_required"];
    if (outcome === "skipped") return step.required ? ["step_required"] : [];
    if (outcome === "failed") return this.failures === 20 ? ["attempts_exhausted"] : [];
    return passRefusals(step, data);
  }
}

/** Each rule by itself: any that is broken may be the one that is told. */
function passRefusals(step: ModelStep, data: ModelAdvance["data"]): readonly string[] {
  const broken: string[] = [];
  const kyc = data?.kycStatus;
  if (step.type === "approval") broken.push("approval_required");
  if (step.type === "kyc_check" && kyc !== undefined && kyc !== "verified") broken.push("kyc_not_verified");
  if (step.documents.some((name) => !data?.documents?.includes(name))) broken.push("documents_missing");
  const nothing = data === undefined || Object.keys(data).length === 0;
  const noProof = step.type === "kyc_check" ? kyc === undefined : step.type === "document_upload" && !data?.documents;
  if (step.evidence && (nothing || noProof)) broken.push("evidence_required");
  return broken;
}
