import {
  accepted,
  endOfDay,
  invalid,
  isCallerId,
  parseDay,
  parseInstant,
  startOfDay,
  type Day,
  type Fault,
  type Instant,
  type Result,
} from "@omni/kernel";
import { eventTypes } from "./event-types.ts";

/** The entities that have a timeline (contract §2, Timeline). */
export const entityTypes = ["customer", "journey", "contract", "payment", "approval", "delegation", "user"] as const;
export type EntityType = (typeof entityTypes)[number];

/** Which entries are asked for; both ends of the time included. */
export interface TimelineFilter {
  readonly entity: { readonly type: EntityType; readonly id: string };
  readonly from?: Instant;
  readonly to?: Instant;
  /** Without `omni.`, sorted, each once; absent means all. */
  readonly eventTypes?: readonly string[];
  readonly order: "asc" | "desc";
}

/** The request as it arrives. */
export interface AskedTimeline {
  readonly entityId?: string | undefined;
  readonly entityType?: string | undefined;
  readonly fromDate?: string | undefined;
  readonly toDate?: string | undefined;
  readonly eventTypes: readonly string[];
  readonly order?: string | undefined;
}

const eventTypesMax = 20;

/** Reads what is asked for; a day means the whole day in the tenant's zone. Refuses with one pointer per fault. */
export function parseTimelineFilter(asked: AskedTimeline, zone: string): Result<TimelineFilter> {
  const faults: Fault[] = [];
  const fault = (pointer: string, detail: string): undefined => void faults.push({ pointer, detail });
  const type = entityTypes.find((known) => known === asked.entityType) ?? fault("?entityType", entityTypeFault(asked));
  const id =
    asked.entityId !== undefined && isCallerId(asked.entityId) ? asked.entityId : fault("?entityId", idFault(asked));
  const from =
    asked.fromDate === undefined
      ? undefined
      : (readEnd(asked.fromDate, zone, startOfDay) ?? fault("?fromDate", timeFault));
  const to =
    asked.toDate === undefined ? undefined : (readEnd(asked.toDate, zone, endOfDay) ?? fault("?toDate", timeFault));
  if (from !== undefined && to !== undefined && from > to) fault("?fromDate", "Must not lie after toDate.");
  const types = readEventTypes(asked.eventTypes, (detail) => fault("?eventTypes", detail));
  const order = readOrder(asked.order) ?? fault("?order", "Must be asc or desc.");
  if (faults.length > 0 || !type || id === undefined || !order) return invalid(...faults);
  return accepted({
    entity: { type, id },
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(types.length === 0 ? {} : { eventTypes: types }),
    order,
  });
}

const timeFault = "Must be an RFC 3339 time with its zone, or a day such as 2024-01-15.";

const idFault = ({ entityId }: AskedTimeline): string =>
  entityId ? "Must be 1 to 128 letters, digits or . _ : @ -" : "Is required.";

const entityTypeFault = ({ entityType }: AskedTimeline): string =>
  entityType ? `Must be one of ${entityTypes.join(", ")}.` : "Is required.";

function readEnd(text: string, zone: string, end: (day: Day, zone: string) => Instant): Instant | undefined {
  const day = parseDay(text);
  // The same years as in a full time: what lies outside is a slip of the keyboard.
  if (day) return day.year >= 1970 && day.year < 2200 ? end(day, zone) : undefined;
  return parseInstant(text);
}

function readEventTypes(asked: readonly string[], fault: (detail: string) => void): readonly string[] {
  const types = asked.map((name) => name.replace(/^omni\./, ""));
  if (types.length > eventTypesMax) fault(`At most ${eventTypesMax} types.`);
  const unknown = types.find((type) => !eventTypes.has(type));
  if (unknown !== undefined) fault(`There is no event ${JSON.stringify(unknown.slice(0, 64))}.`);
  return [...new Set(types)].toSorted();
}

const readOrder = (asked: string | undefined): "asc" | "desc" | undefined =>
  asked === undefined || asked === "asc" ? "asc" : asked === "desc" ? "desc" : undefined;
