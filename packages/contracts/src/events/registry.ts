import { z } from "zod";
import { envelope } from "./envelope.ts";
import type { EventKind } from "./event.ts";
import { journeyAdvanced } from "./journey-advanced.ts";
import { journeyAssigned } from "./journey-assigned.ts";
import { journeyCancelled } from "./journey-cancelled.ts";
import { journeyCompleted } from "./journey-completed.ts";
import { journeyCreated } from "./journey-created.ts";
import { journeyHeld } from "./journey-held.ts";
import { journeyReleased } from "./journey-released.ts";
import { journeyResumed } from "./journey-resumed.ts";
import { journeySlaBreached } from "./journey-sla-breached.ts";
import { journeyStepFailed } from "./journey-step-failed.ts";
import { journeyStepOverdue } from "./journey-step-overdue.ts";
import { templateArchived } from "./template-archived.ts";
import { templatePublished } from "./template-published.ts";
import { userChanged } from "./user-changed.ts";

/** Every event that the rail emits. */
export const events = [
  journeyCreated,
  journeyAdvanced,
  journeyAssigned,
  journeyResumed,
  journeyCompleted,
  journeyCancelled,
  journeyHeld,
  journeyReleased,
  journeyStepFailed,
  journeyStepOverdue,
  journeySlaBreached,
  templatePublished,
  templateArchived,
  userChanged,
] as const;

export type EventType = (typeof events)[number]["type"];

const byType: ReadonlyMap<string, EventKind> = new Map(events.map((kind) => [kind.type, kind]));

/** The registered kind of an event type, with or without `omni.`; `undefined` for one that the rail does not emit. */
export const eventKind = (type: string): EventKind | undefined => byType.get(type.replace(/^omni\./, ""));

/** What a producer may emit as this kind of event: type, aggregate and data are fixed, and nothing else gets in. */
export const eventSchema = (kind: EventKind) =>
  envelope
    .extend({
      eventType: z.literal(kind.type),
      aggregate: envelope.shape.aggregate.extend({ type: z.literal(kind.aggregate) }),
      data: kind.data,
    })
    .strict();

/** JSON Schema (2020-12) of every event's value, by event type, for consumers that do not read zod. */
export const eventJsonSchemas = (): Readonly<Record<string, z.core.JSONSchema.JSONSchema>> =>
  Object.fromEntries(
    events.map((kind) => [kind.type, { title: `omni.${kind.type}`, ...z.toJSONSchema(eventSchema(kind)) }]),
  );
