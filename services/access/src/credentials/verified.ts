import type { Credential } from "../domain/actor-for.ts";
import type { Audience } from "../domain/audience.ts";
import type { Tenant } from "../domain/tenant.ts";

/** A credential that is good now, with the tenant that it belongs to. */
export interface Verified {
  readonly credential: Credential;
  readonly tenant: Tenant;
  /** The services that contexts may be made for, where it is not all. */
  readonly audiences?: readonly Audience[];
}
