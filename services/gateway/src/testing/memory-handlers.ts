import { accepted, refusal, type Result } from "@omni/kernel";
import type {
  AccessServiceDefinition,
  Actor,
  JourneyServiceDefinition,
  PublicRpcOf,
  RequestOf,
  RpcOf,
  TemplateServiceDefinition,
  TimelineServiceDefinition,
} from "@omni/platform/rpc";

type Access = AccessServiceDefinition;
type Journeys = JourneyServiceDefinition;
type Templates = TemplateServiceDefinition;

/** The handlers behind the gateway's tests. */
export interface Handlers {
  authenticate: PublicRpcOf<Access, "authenticate">;
  putUser: RpcOf<Access, "putUser">;
  getUser: RpcOf<Access, "getUser">;
  listUsers: RpcOf<Access, "listUsers">;
  createJourney: RpcOf<Journeys, "createJourney">;
  getJourney: RpcOf<Journeys, "getJourney">;
  listJourneys: RpcOf<Journeys, "listJourneys">;
  advanceJourney: RpcOf<Journeys, "advanceJourney">;
  assignJourney: RpcOf<Journeys, "assignJourney">;
  claimJourney: RpcOf<Journeys, "claimJourney">;
  resumeJourney: RpcOf<Journeys, "resumeJourney">;
  completeJourney: RpcOf<Journeys, "completeJourney">;
  cancelJourney: RpcOf<Journeys, "cancelJourney">;
  holdJourney: RpcOf<Journeys, "holdJourney">;
  releaseJourney: RpcOf<Journeys, "releaseJourney">;
  createTemplate: RpcOf<Templates, "createTemplate">;
  addTemplateVersion: RpcOf<Templates, "addTemplateVersion">;
  publishTemplate: RpcOf<Templates, "publishTemplate">;
  archiveTemplate: RpcOf<Templates, "archiveTemplate">;
  getTemplate: RpcOf<Templates, "getTemplate">;
  listTemplates: RpcOf<Templates, "listTemplates">;
  getTimeline: RpcOf<TimelineServiceDefinition, "getTimeline">;
}

type SignFor = (question: RequestOf<Access, "authenticate">) => Result<string>;

const at = "2026-01-15T10:30:00Z";
const page = { page: 1, perPage: 20, total: 1, totalIsExact: true };

/** What every action on a journey answers. */
const moved = ({ actor, request }: { readonly actor: Actor; readonly request: { readonly journeyId?: string } }) =>
  [{ id: request.journeyId, createdBy: actor.id }, { etag: '"2-in_progress"' }] as const;

/** Answers each request with what it sent, so that a test sees what has come through; journeys are kept by id. */
export function memoryHandlers(signFor: SignFor): Handlers {
  const journeys = new Map<string, object>();
  return {
    authenticate: async (call) => {
      const context = signFor(call.request);
      return context.ok ? accepted(call.answer({ context: context.value })) : context;
    },
    putUser: async (call) => {
      const { userId, ...user } = call.request;
      return accepted(call.answer({ ...user, id: userId, createdAt: at, updatedAt: at }, { etag: '"1-active"' }));
    },
    getUser: async (call) => accepted(call.answer({ id: call.request.userId }, { etag: '"1-active"' })),
    listUsers: async (call) => accepted(call.answer({ users: [{ id: "usr_1" }], pagination: page })),
    createJourney: async (call) => {
      const journey = { ...call.request, id: "jrn_1", status: "created", createdBy: call.actor.id, createdAt: at };
      journeys.set(journey.id, journey);
      const consistency = call.consistencyAfter({ aggregateType: "journey", aggregateId: journey.id, sequence: 1 });
      return accepted(call.answer(journey, { etag: '"1-created"', consistency }));
    },
    getJourney: async (call) => {
      const journey = journeys.get(call.request.journeyId ?? "");
      return journey === undefined
        ? refusal("journey.not_found")
        : accepted(call.answer(journey, { etag: '"1-created"' }));
    },
    listJourneys: async (call) => accepted(call.answer({ journeys: [...journeys.values()], pagination: page })),
    advanceJourney: async (call) => accepted(call.answer(...moved(call))),
    assignJourney: async (call) => accepted(call.answer(...moved(call))),
    claimJourney: async (call) => accepted(call.answer(...moved(call))),
    resumeJourney: async (call) => accepted(call.answer(...moved(call))),
    completeJourney: async (call) => accepted(call.answer(...moved(call))),
    cancelJourney: async (call) => accepted(call.answer(...moved(call))),
    holdJourney: async (call) => accepted(call.answer(...moved(call))),
    releaseJourney: async (call) => accepted(call.answer(...moved(call))),
    createTemplate: async (call) => accepted(call.answer({ ...call.request, id: "tmpl_1", createdBy: call.actor.id })),
    addTemplateVersion: async ({ request: { templateId, ...version }, actor, answer }) =>
      accepted(answer({ ...version, id: templateId, version: 2, createdBy: actor.id })),
    publishTemplate: async ({ request: { templateId, version }, actor, answer }) =>
      accepted(answer({ id: templateId, version, createdBy: actor.id })),
    archiveTemplate: async ({ request: { templateId }, actor, answer }) =>
      accepted(answer({ id: templateId, createdBy: actor.id })),
    getTemplate: async ({ request: { templateId, version }, answer }) => accepted(answer({ id: templateId, version })),
    listTemplates: async (call) => accepted(call.answer({ templates: [{ id: "tmpl_1" }], pagination: page })),
    getTimeline: async (call) => accepted(call.answer({ entries: [{ id: "evt_1" }], pagination: page })),
  };
}
