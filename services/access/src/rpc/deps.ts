import type { Clock } from "@omni/kernel";
import type { SignContext, VerifyContext } from "@omni/platform/rpc";
import type { Store } from "@omni/platform/store";
import type { KeyObject } from "node:crypto";
import type { Keys } from "../keys.ts";
import type { Tenants } from "../tenants/read-tenants.ts";
import type { Users } from "../users.ts";

/** What the service's handlers work with. */
export interface Deps {
  readonly users: Users;
  readonly keys: Keys;
  readonly tenants: Tenants;
  readonly store: Pick<Store, "readEvents">;
  readonly clock: Clock;
  /** The key of the HMAC under which secrets are stored. */
  readonly pepper: KeyObject;
  /** By the service's name, the key from which its own credentials follow. */
  readonly serviceKeys: ReadonlyMap<string, Uint8Array>;
  readonly signContext: SignContext;
  readonly verifyContext: VerifyContext;
}
