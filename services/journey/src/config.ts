import { list } from "@omni/platform/config";

/** What whoever composes processes decides for the journey service. */
export interface JourneyConfig {
  /** Tenants that get the development template; empty outside development. */
  readonly developmentTenants: readonly string[];
}

/** The variables of the journey process. */
export const journeyVariables = {
  OMNI_DEVELOPMENT_TENANTS: list({ of: "ids of tenants", doc: "Tenants that get the development template." }),
};
