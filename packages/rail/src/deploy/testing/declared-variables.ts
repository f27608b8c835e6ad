import { accessVariables } from "@omni/access/config";
import { gatewayVariables } from "@omni/gateway/config";
import { journeyVariables } from "@omni/journey/config";
import { timelineVariables } from "@omni/timeline/config";
import type { Declarations } from "@omni/platform/config";
import {
  addressOf,
  addressVariable,
  callerVariables,
  type Mode,
  processVariables,
  serviceVariables,
} from "@omni/platform/process";

const addresses = (...services: readonly string[]): Declarations =>
  Object.fromEntries(services.map((service) => [addressVariable(service), addressOf(service)]));

/** All that the process of each service knows of its environment, as its main.ts puts it together. */
export const declaredVariables: Readonly<Record<string, (mode: Mode) => Declarations>> = {
  access: (mode) => ({ ...processVariables(mode), ...serviceVariables("access"), ...accessVariables(mode) }),
  journey: (mode) => ({
    ...processVariables(mode),
    ...serviceVariables("journey"),
    ...callerVariables,
    ...journeyVariables,
    ...addresses("access"),
  }),
  timeline: (mode) => ({
    ...processVariables(mode),
    ...serviceVariables("timeline"),
    ...callerVariables,
    ...timelineVariables,
    ...addresses("access", "journey"),
  }),
  gateway: (mode) => ({
    ...processVariables(mode),
    ...callerVariables,
    ...gatewayVariables,
    ...addresses("access", "journey", "timeline"),
  }),
};
