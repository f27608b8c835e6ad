import type { AccessServiceDefinition } from "@omni/proto/generated/omni/access/v1/AccessService";
import type { JourneyServiceDefinition } from "@omni/proto/generated/omni/journey/v1/JourneyService";
import type { TemplateServiceDefinition } from "@omni/proto/generated/omni/journey/v1/TemplateService";
import type { DeadLetterServiceDefinition } from "@omni/proto/generated/omni/timeline/v1/DeadLetterService";
import type { TimelineServiceDefinition } from "@omni/proto/generated/omni/timeline/v1/TimelineService";
import { serviceDefinition } from "./definition.ts";

// The only place that joins a .proto file with its generated types. Nothing is read before it is used.
export const accessService = serviceDefinition<AccessServiceDefinition>(
  "omni/access/v1/access.proto",
  "omni.access.v1.AccessService",
);
export const journeyService = serviceDefinition<JourneyServiceDefinition>(
  "omni/journey/v1/journey.proto",
  "omni.journey.v1.JourneyService",
);
export const templateService = serviceDefinition<TemplateServiceDefinition>(
  "omni/journey/v1/template.proto",
  "omni.journey.v1.TemplateService",
);
export const timelineService = serviceDefinition<TimelineServiceDefinition>(
  "omni/timeline/v1/timeline.proto",
  "omni.timeline.v1.TimelineService",
);

export const deadLetterService = serviceDefinition<DeadLetterServiceDefinition>(
  "omni/timeline/v1/dead_letters.proto",
  "omni.timeline.v1.DeadLetterService",
);

export type {
  AccessServiceDefinition,
  DeadLetterServiceDefinition,
  JourneyServiceDefinition,
  TemplateServiceDefinition,
  TimelineServiceDefinition,
};
