import type { Audience } from "./audience.ts";

/** What a service of the rail may do in its own name, for every tenant that is on record. */
export interface ServiceRights {
  /** Stands where a caller's key id stands. */
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** The services that it may call; a context for another is not made. */
  readonly audiences: readonly Audience[];
}

/**
 * Every service that calls in its own name. The timeline reads events that the bus has lost from those who emitted
 * them: it needs no timeline, and nothing that the gateway has a route for.
 */
const services: ReadonlyMap<string, ServiceRights> = new Map([
  ["timeline", { clientId: "svc_timeline", scopes: ["timeline:read"], audiences: ["access", "journey"] }],
]);

export const rightsOfService = (name: string): ServiceRights | undefined => services.get(name);

/** The rights behind a client id that an earlier answer named; `undefined` when it is that of no service. */
export const rightsOfClient = (clientId: string): ServiceRights | undefined =>
  [...services.values()].find((rights) => rights.clientId === clientId);
