import type { Credential } from "@omni/platform/rpc";

/** What whoever composes processes decides for the timeline service. */
export interface TimelineConfig {
  /**
   * The service's own credential for a tenant, with the scope `timeline:read`. It is needed only when the bus has left
   * a hole (the read model or the bus was lost): then the missing events are read from their producer. `undefined`
   * for a tenant means that a hole waits, and everything behind it.
   */
  readonly credentialFor: (tenantId: string) => Credential | undefined;
}
