import {
  accepted,
  addHours,
  type Decision,
  type Instant,
  type JsonText,
  refusal,
  type Result,
  type Subject,
} from "@omni/kernel";
import { completeByItself } from "./complete.ts";
import {
  type Assignee,
  assigneeTypes,
  type Channel,
  channels,
  type Journey,
  priorities,
  type Priority,
} from "./journey.ts";
import { openMap } from "./open-map.ts";
import { journeyCreated } from "./progress-events.ts";
import { reach } from "./reach.ts";
import { commandOf, distinct, id, note, optional, type Reading, reading, time, word } from "./reading.ts";
import { pendingStep } from "./step.ts";
import type { Template } from "./template.ts";

export interface CreateJourney {
  readonly templateId: string;
  readonly customerId: string;
  readonly channel: Channel;
  readonly priority: Priority;
  readonly assignee?: Assignee | undefined;
  readonly dueAt?: Instant | undefined;
  readonly relatedTo: readonly Subject[];
  readonly context?: JsonText | undefined;
}

/** A journey as it is asked for: each field may be missing or wrong. */
export interface AskedJourney {
  readonly templateId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly channel?: string | undefined;
  readonly priority?: string | undefined;
  readonly assigneeId?: string | undefined;
  readonly assigneeType?: string | undefined;
  readonly dueAt?: string | undefined;
  readonly relatedTo?: readonly AskedSubject[] | undefined;
  /** JSON text. */
  readonly context?: string | undefined;
}

interface AskedSubject {
  readonly type?: string | undefined;
  readonly id?: string | undefined;
}

/** Contract §1, "Limits". */
const contextBytesMax = 256 * 1024;
const relatedToMax = 10;
/** What lives outside of the rail: the rail's own things would have to be looked up. */
const relatedTypes = ["contract", "payment", "customer"] as const;

/** Reads the command; refuses with a pointer to each fault, and a context over 256 KiB with 422. */
export function parseCreateJourney(asked: AskedJourney): Result<CreateJourney> {
  const context = openMap(asked.context, "/context", contextBytesMax);
  if (!context.ok) return context;
  const from = reading();
  return commandOf(from, {
    templateId: id(from, "/templateId", asked.templateId),
    customerId: id(from, "/customerId", asked.customerId),
    channel: word(from, "/channel", asked.channel, channels),
    priority: word(from, "/priority", asked.priority ?? "normal", priorities),
    assignee: readAssignee(from, asked),
    dueAt: optional(asked.dueAt, (value) => time(from, "/dueAt", value)),
    relatedTo: readRelatedTo(from, asked.relatedTo ?? []),
    context: context.value,
  });
}

function readAssignee(from: Reading, { assigneeId, assigneeType }: AskedJourney): Assignee | undefined {
  if (assigneeId === undefined) {
    if (assigneeType !== undefined) note(from, "/assigneeType", "Is meant only beside an assigneeId.");
    return undefined;
  }
  return {
    id: id(from, "/assigneeId", assigneeId),
    type: word(from, "/assigneeType", assigneeType ?? "user", assigneeTypes),
  };
}

function readRelatedTo(from: Reading, asked: readonly AskedSubject[]): readonly Subject[] {
  if (asked.length > relatedToMax) note(from, "/relatedTo", `Must have at most ${relatedToMax} items.`);
  const related = asked.slice(0, relatedToMax).map((subject, index) => ({
    type: word(from, `/relatedTo/${index}/type`, subject.type, relatedTypes),
    id: id(from, `/relatedTo/${index}/id`, subject.id),
  }));
  const keys = related.map((subject) => `${subject.type} ${subject.id}`);
  distinct(from, keys, (index) => `/relatedTo/${index}`);
  return related;
}

/** What a journey takes from its template: the version that is current now. */
export type TemplateInUse = Pick<
  Template,
  "id" | "version" | "status" | "category" | "steps" | "completion" | "slaHours"
>;

/**
 * Begins a journey on the template's present version. A template that the tenant does not have is 422, one that is a
 * draft or archived 409. A due time in the past is accepted: the journey is overdue at once.
 */
export function createJourney(
  newId: string,
  { assignee, ...command }: CreateJourney,
  template: TemplateInUse | undefined,
  createdBy: string,
  now: Instant,
): Decision<Journey> {
  if (template === undefined) {
    return refusal("template.unknown", { faults: [{ pointer: "/templateId", detail: "The template is not known." }] });
  }
  if (template.status !== "active") {
    return refusal("template.not_active", { facts: { templateId: template.id, status: template.status } });
  }
  const { steps, skipped } = reach(template.steps.map(pendingStep), 0, command, now);
  const journey: Journey = {
    ...command,
    id: newId,
    status: "created",
    templateVersion: template.version,
    completion: template.completion,
    assignee,
    dueAt: command.dueAt ?? (template.slaHours === undefined ? undefined : addHours(now, template.slaHours)),
    slaBreached: false,
    steps,
    createdBy,
    createdAt: now,
    updatedAt: now,
  };
  const begun = { state: journey, events: [journeyCreated(journey, { category: template.category, skipped })] };
  return accepted(completeByItself(begun, now));
}
