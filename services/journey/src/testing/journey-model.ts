import { ModelClocks } from "./model-clocks.ts";
import { type Data, type ModelStep, passRefusals, type Seen } from "./model-step.ts";
import { type ModelAssignee, type ModelCommand, type ModelStatus, open, type Person, rowOf } from "./model-table.ts";

// The rules of contract §2, "Journeys", written down a second time from its text alone and as plainly as possible: rows,
// lists and counters, nothing shared with `domain/`. Only tests import this file.

/** How a journey begins. */
export interface Beginning {
  readonly steps: readonly ModelStep[];
  readonly now: number;
  /** Milliseconds from the beginning; may be past. */
  readonly dueInMs: number | undefined;
  readonly assignee: ModelAssignee | undefined;
  readonly auto: boolean;
  readonly seen: Omit<Seen, "data">;
}

/** A journey as the contract tells it. Times are in milliseconds. */
export class JourneyModel {
  readonly events: string[] = [];
  readonly clocks: ModelClocks;
  status: ModelStatus = "created";
  assignee: ModelAssignee | undefined;
  isHeld = false;
  /** Since when no clock runs, on hold or at the end. */
  private stoppedAt: number | undefined;
  current = 0;
  /** What each step ended with, by its place. */
  readonly ends: ("passed" | "skipped")[] = [];
  private failures = 0;
  private readonly data: Record<string, Data | undefined> = {};
  private readonly beginning: Beginning;
  private readonly people: readonly Person[];

  constructor(beginning: Beginning, people: readonly Person[]) {
    this.beginning = beginning;
    this.people = people;
    this.assignee = beginning.assignee;
    this.clocks = new ModelClocks(beginning.now, beginning.dueInMs);
    this.events.push("created");
    this.reach(0, beginning.now);
    this.tellTime(beginning.now);
  }

  get isOpen(): boolean {
    return open.includes(this.status);
  }

  /** When the journey, and the step in hand, are due: on hold it reads as it did when the hold began. */
  dueAt(now: number): { readonly journey: number | undefined; readonly step: number | undefined } {
    this.clocks.goOn(now, this.isOpen && !this.isHeld);
    const { journey, step } = this.clocks.left;
    const from = this.stoppedAt ?? now;
    return { journey: journey === undefined ? journey : from + journey, step: step === undefined ? step : from + step };
  }

  get completedSteps(): number {
    return this.ends.filter((end) => end === "passed").length;
  }

  isOverdue(now: number): boolean {
    this.clocks.goOn(now, this.isOpen && !this.isHeld);
    return this.isOpen && this.clocks.isOverdue(this.isHeld);
  }

  /** Clock events come before whatever a command does, each once, oldest first. */
  tellTime(now: number): void {
    const runs = this.isOpen && !this.isHeld;
    this.clocks.goOn(now, runs);
    if (!runs) return;
    const stepId = this.beginning.steps[this.current]?.id;
    this.events.push(
      ...this.clocks.tell().map((late) => (late === "step" ? `step_overdue ${stepId}` : "sla_breached")),
    );
  }

  /** The codes with which the command may be refused; none when it must be taken, and it is taken here as well. */
  attempt(command: ModelCommand, by: Person, now: number): readonly string[] {
    this.tellTime(now);
    const refusals = this.refusalsOf(command, by);
    if (refusals.length > 0) return refusals;
    if (command.kind === "assign" && this.has(command.to)) return [];
    const before = this.status;
    const row = rowOf(before, command);
    if (row !== undefined && row.to !== "stays") this.status = row.to;
    this.happen(command, by, before, now);
    return [];
  }

  /** In the contract's order: closed, held, who may, step, the rest. */
  refusalsOf(command: ModelCommand, by: Person): readonly string[] {
    if (!this.isOpen) return ["journey.closed"];
    if (this.isHeld && command.kind !== "cancel" && command.kind !== "release") return ["journey.on_hold"];
    if (!this.may(command.kind, by)) return ["journey.not_yours"];
    if (rowOf(this.status, command) === undefined) return ["journey.wrong_status"];
    switch (command.kind) {
      case "advance":
        return this.stepRefusals(command);
      case "assign":
        return this.has(command.to) || this.exists(command.to) ? [] : ["user.unknown"];
      case "complete":
        return this.beginning.steps.slice(this.current).some(({ required }) => required) ? ["journey.steps_open"] : [];
      case "release":
        return this.isHeld ? [] : ["journey.not_on_hold"];
      case "claim":
      case "resume":
      case "cancel":
      case "hold":
        return [];
    }
  }

  private may(kind: ModelCommand["kind"], by: Person): boolean {
    const { assignee } = this;
    if (assignee === undefined) return true;
    const inTeam = assignee.type === "team" && by.teams.includes(assignee.id);
    if (kind === "claim") return inTeam;
    const itsUser = assignee.type === "user" && assignee.id === by.id;
    if (itsUser || inTeam || by.roles.includes("journey_supervisor")) return true;
    if (kind === "advance" || kind === "complete" || kind === "resume") return false;
    const owner = this.people.find(({ id }) => id === assignee.id);
    return assignee.type === "user" && owner?.managerId === by.id;
  }

  private stepRefusals({ stepId, outcome, data }: ModelCommand & { readonly kind: "advance" }): readonly string[] {
    const { steps } = this.beginning;
    const place = steps.findIndex(({ id }) => id === stepId);
    const step = steps[place];
    if (step === undefined) return ["journey.step_unknown"];
    if (place < this.current) return ["journey.step_already_completed"];
    if (place > this.current) return ["journey.step_mismatch"];
    if (outcome === "waived") return ["journey.approval_required"];
    if (outcome === "skipped") return step.required ? ["journey.step_required"] : [];
    if (outcome === "failed") return this.failures === 20 ? ["journey.attempts_exhausted"] : [];
    return passRefusals(step, data);
  }

  private has(to: ModelAssignee): boolean {
    return this.assignee?.id === to.id && this.assignee.type === to.type;
  }

  private exists({ id, type }: ModelAssignee): boolean {
    return type === "team" || this.people.some((person) => person.id === id);
  }

  private happen(command: ModelCommand, by: Person, before: ModelStatus, now: number): void {
    switch (command.kind) {
      case "assign":
        this.assignee = command.to;
        this.events.push(`assigned ${command.to.id}`);
        return;
      case "claim":
        this.assignee = { id: by.id, type: "user" };
        this.events.push(`${before === "assigned" ? "resumed" : "assigned"} ${by.id}`);
        return;
      case "resume":
        this.events.push(`resumed ${this.assignee?.id}`);
        return;
      case "advance":
        if (before === "assigned") this.events.push(`resumed ${this.assignee?.id}`);
        return this.advance(command, now);
      case "complete":
        return this.end("completed", now);
      case "cancel":
        return this.end("cancelled", now);
      case "hold":
        this.isHeld = true;
        this.stoppedAt = now;
        this.events.push("held");
        return;
      case "release":
        this.isHeld = false;
        this.stoppedAt = undefined;
        this.events.push("released");
    }
  }

  private end(status: "completed" | "cancelled", now: number): void {
    this.status = status;
    this.isHeld = false;
    this.stoppedAt ??= now;
    this.events.push(status);
  }

  private advance({ stepId, outcome, data }: ModelCommand & { readonly kind: "advance" }, now: number): void {
    if (outcome === "failed") {
      this.failures++;
      this.events.push(`step_failed ${stepId}`);
      return;
    }
    this.ends.push(outcome === "passed" ? "passed" : "skipped");
    this.data[stepId] = data;
    this.events.push(`advanced ${stepId}`);
    this.reach(this.current + 1, now);
  }

  /** The step at a place becomes current, unless its `when` is false: then the one after it is reached. */
  private reach(place: number, now: number): void {
    const { auto, seen, steps } = this.beginning;
    let reached = place;
    while (steps[reached]?.when?.isFalse({ ...seen, data: this.data }) === true) {
      this.ends.push("skipped");
      reached++;
    }
    this.current = reached;
    this.failures = 0;
    this.clocks.enter(steps[reached]?.timeoutMs);
    if (reached === steps.length && auto) this.end("completed", now);
  }
}
