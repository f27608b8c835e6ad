import type { Ids } from "@omni/kernel";
import type { Log } from "@omni/platform/log";
import {
  accessService,
  type AccessServiceDefinition,
  type Authority,
  journeyService,
  type JourneyServiceDefinition,
  rpcClient,
  type RpcClient,
  templateService,
  type TemplateServiceDefinition,
  timelineService,
  type TimelineServiceDefinition,
  type Transport,
} from "@omni/platform/rpc";
import type { RequestMeter } from "@omni/platform/telemetry";
import type { Cors } from "./cors.ts";

/** The services behind the gateway. */
export interface Services {
  readonly users: RpcClient<AccessServiceDefinition>;
  readonly templates: RpcClient<TemplateServiceDefinition>;
  readonly journeys: RpcClient<JourneyServiceDefinition>;
  readonly timeline: RpcClient<TimelineServiceDefinition>;
}

/** A service's name: the audience of the contexts that are made for it. */
export type Audience = "access" | "journey" | "timeline";

/** What every route needs. */
export interface Gateway {
  readonly services: Services;
  readonly authority: Authority;
  readonly ids: Ids;
  readonly log: Log;
  readonly meter: RequestMeter;
  readonly cors: Cors;
  /** True once the gateway has been told to stop: connections are closed after their answer. */
  readonly stopping: () => boolean;
}

export const servicesOver = (transport: (service: Audience) => Transport): Services => ({
  users: rpcClient(accessService, transport("access")),
  templates: rpcClient(templateService, transport("journey")),
  journeys: rpcClient(journeyService, transport("journey")),
  timeline: rpcClient(timelineService, transport("timeline")),
});
