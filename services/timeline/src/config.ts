import { secret } from "@omni/platform/config";

/** What whoever composes processes decides for the timeline service. */
export interface TimelineConfig {
  /**
   * The key from which the service's own credential for each tenant follows, at least 32 bytes; access knows it too:
   * `OMNI_TIMELINE_KEY`. It is needed only when the bus has left a hole (the read model or the bus was lost): then the
   * missing events are read from their producer.
   */
  readonly serviceKey: Uint8Array;
}

/** The variables of the timeline process. */
export const timelineVariables = {
  OMNI_TIMELINE_KEY: secret({ bytesMin: 32, doc: "Proves to the access service that it is the timeline who asks." }),
};
