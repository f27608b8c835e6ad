import { accepted, refusal, type Result } from "@omni/kernel";
import type {
  AccessServiceDefinition,
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
  createTemplate: RpcOf<Templates, "createTemplate">;
  getTemplate: RpcOf<Templates, "getTemplate">;
  listTemplates: RpcOf<Templates, "listTemplates">;
  getTimeline: RpcOf<TimelineServiceDefinition, "getTimeline">;
}

type SignFor = (question: RequestOf<Access, "authenticate">) => Result<string>;

const at = "2026-01-15T10:30:00Z";
const page = { page: 1, perPage: 20, total: 1, totalIsExact: true };

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
    advanceJourney: async (call) =>
      accepted(call.answer({ id: call.request.journeyId, createdBy: call.actor.id }, { etag: '"2-in_progress"' })),
    createTemplate: async (call) => accepted(call.answer({ ...call.request, id: "tmpl_1", createdBy: call.actor.id })),
    getTemplate: async (call) => accepted(call.answer({ id: call.request.templateId })),
    listTemplates: async (call) => accepted(call.answer({ templates: [{ id: "tmpl_1" }], pagination: page })),
    getTimeline: async (call) => accepted(call.answer({ entries: [{ id: "evt_1" }], pagination: page })),
  };
}
