import type { SendOnce } from "../crash/keyed-client.ts";

/** A way from one client to the rail. */
export interface Way {
  /** Never rejects: what is not answered is unknown, with the reason. */
  readonly send: SendOnce;
  close(): void;
}
