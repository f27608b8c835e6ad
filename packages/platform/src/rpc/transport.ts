import type { Result } from "@omni/kernel";
import type { Encoded, Outgoing } from "./call.ts";

/** A way to a server: direct or gRPC. */
export interface Transport {
  /**
   * One exchange of encoded messages with the method at `path` (`/package.Service/Method`). Never rejects: what goes
   * wrong on the way is a refusal (`service.unavailable`, `request.deadline_exceeded`), like the other side's own.
   */
  invoke(path: string, outgoing: Outgoing, request: Uint8Array): Promise<Result<Encoded>>;
  /** Calls in hand are finished; later ones are refused. */
  close(): Promise<void>;
}
