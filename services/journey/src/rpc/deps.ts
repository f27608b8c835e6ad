import type { Clock } from "@omni/kernel";
import type { AccessServiceDefinition, RpcClient } from "@omni/platform/rpc";
import type { Store } from "@omni/platform/store";
import type { Journeys } from "../journeys.ts";
import type { Templates } from "../templates.ts";

/** What the service's handlers work with. */
export interface Deps {
  readonly journeys: Journeys;
  readonly templates: Templates;
  readonly readEvents: Store["readEvents"];
  /** The way to the access service, which knows the users. */
  readonly access: Pick<RpcClient<AccessServiceDefinition>, "getUser">;
  readonly clock: Clock;
}
