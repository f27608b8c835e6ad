/** What whoever composes processes decides for the journey service. */
export interface JourneyConfig {
  /** Tenants that get the development template; empty outside development. */
  readonly developmentTenants: readonly string[];
}
