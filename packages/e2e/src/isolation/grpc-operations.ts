import { type Message, railMethods, requestFields } from "../grpc/proto-files.ts";
import { manualTemplate, newJourney } from "../rest/resources.ts";
import type { TenantThings } from "./tenant-things.ts";

type Kind = keyof TenantThings;

/** How a method is asked: a request in which one field at a time is replaced, and what stands in each such field. */
export interface GrpcOperation {
  /** The service whose port is called. */
  readonly port: "access" | "journey" | "timeline";
  readonly service: string;
  readonly method: string;
  readonly positions: Readonly<Record<string, Kind>>;
  readonly request: (own: TenantThings) => Message;
}

const journey = { port: "journey", service: "omni.journey.v1.JourneyService" } as const;
const template = { port: "journey", service: "omni.journey.v1.TemplateService" } as const;
const access = { port: "access", service: "omni.access.v1.AccessService" } as const;
const timeline = { port: "timeline", service: "omni.timeline.v1.TimelineService" } as const;
const deadLetters = { port: "timeline", service: "omni.timeline.v1.DeadLetterService" } as const;
const none = () => ({});

/** An action on a journey that names nobody but its actor. */
const action = (method: string, actor: string, request: Message = {}): GrpcOperation => ({
  ...journey,
  method,
  positions: { journeyId: "journey", [actor]: "user" },
  request: (own) => ({ ...request, journeyId: own.journey }),
});

/** Every method of the rail's services. */
export const grpcOperations: readonly GrpcOperation[] = [
  {
    ...journey,
    method: "CreateJourney",
    positions: {
      templateId: "template",
      customerId: "customer",
      assigneeId: "user",
      createdBy: "user",
      "relatedTo.id": "contract",
    },
    request: (own) => newJourney({ relatedTo: [{ type: "contract", id: own.contract }] }),
  },
  { ...journey, method: "GetJourney", positions: { journeyId: "journey" }, request: none },
  {
    ...journey,
    method: "ListJourneys",
    positions: { templateId: "template", customerId: "customer", assigneeId: "user" },
    request: none,
  },
  {
    ...journey,
    method: "AdvanceJourney",
    positions: { journeyId: "journey", completedStepId: "step", advancedBy: "user" },
    request: (own) => ({ journeyId: own.journey, completedStepId: "step_docs", stepOutcome: "failed" }),
  },
  {
    ...journey,
    method: "AssignJourney",
    positions: { journeyId: "journey", assigneeId: "user", assignedBy: "user" },
    request: (own) => ({ journeyId: own.journey, assigneeId: own.user }),
  },
  action("ClaimJourney", "claimedBy"),
  action("ResumeJourney", "resumedBy"),
  action("CompleteJourney", "completedBy", { outcome: "success" }),
  action("CancelJourney", "cancelledBy", { cancellationReason: "As agreed" }),
  action("HoldJourney", "heldBy", { reason: "As agreed" }),
  action("ReleaseJourney", "releasedBy", { reason: "As agreed" }),
  {
    ...journey,
    method: "ReadEvents",
    positions: { aggregateId: "journey" },
    request: () => ({ aggregateType: "journey", fromSequence: 1 }),
  },
  {
    ...template,
    method: "CreateTemplate",
    positions: { id: "template", createdBy: "user", "steps.id": "step" },
    request: () => manualTemplate(1),
  },
  {
    ...template,
    method: "AddTemplateVersion",
    positions: { templateId: "template", createdBy: "user", "steps.id": "step" },
    request: (own) => ({ ...manualTemplate(1), templateId: own.template }),
  },
  {
    ...template,
    method: "PublishTemplate",
    positions: { templateId: "template", publishedBy: "user" },
    request: (own) => ({ templateId: own.template }),
  },
  {
    ...template,
    method: "ArchiveTemplate",
    positions: { templateId: "template", archivedBy: "user" },
    request: (own) => ({ templateId: own.template }),
  },
  { ...template, method: "GetTemplate", positions: { templateId: "template" }, request: none },
  { ...template, method: "ListTemplates", positions: {}, request: none },
  {
    ...access,
    method: "PutUser",
    positions: { userId: "user", managerId: "user" },
    request: (own) => ({ userId: own.user, displayName: "Somebody", active: true }),
  },
  { ...access, method: "GetUser", positions: { userId: "user" }, request: none },
  { ...access, method: "ListUsers", positions: { role: "role", team: "team" }, request: none },
  {
    ...access,
    method: "ReadEvents",
    positions: { aggregateId: "user" },
    request: () => ({ aggregateType: "user", fromSequence: 1 }),
  },
  {
    ...timeline,
    method: "GetTimeline",
    positions: { entityId: "customer" },
    request: () => ({ entityType: "customer" }),
  },
  { ...deadLetters, method: "ListDeadLetters", positions: {}, request: none },
  { ...deadLetters, method: "ReplayDeadLetter", positions: { deadLetterId: "deadLetter" }, request: none },
];

/** A request with something at a place such as `relatedTo.id`. */
export function withAt(request: Message, place: string, value: string): Message {
  const [name = "", ...inner] = place.split(".");
  if (inner.length === 0) return { ...request, [name]: value };
  const items = request[name];
  const [first] = Array.isArray(items) ? (items as readonly Message[]) : [];
  return { ...request, [name]: [withAt(first ?? {}, inner.join("."), value)] };
}

const idName = /(^id|Id|By|^role|^team)$/;

/** Every field of every method's request that can hold something of a tenant: `TemplateService/GetTemplate templateId`. */
export const grpcPositions = (): readonly string[] =>
  railMethods()
    // Its credential decides which tenant it answers for; the others get what it has answered.
    .filter(({ method }) => method !== "Authenticate")
    .flatMap(({ service, method }) =>
      requestFields(service, method)
        .filter((field) => idName.test(field.split(".").at(-1) ?? ""))
        .map((field) => `${service}/${method} ${field}`),
    );
