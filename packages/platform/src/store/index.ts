export { aggregateLanes } from "./aggregates.ts";
export type { StoreAdapter } from "./adapter.ts";
export type {
  AnyCollection,
  Change,
  Collection,
  Creation,
  Decide,
  Decision,
  Declaration,
  DomainEvent,
  Outbox,
  Store,
  StoredEvent,
} from "./collection.ts";
export { collection } from "./declare.ts";
export { eventSchemaVersion, nameDigest, verifyEvent } from "./envelope.ts";
export { etagOf, matchesEtag } from "./etag.ts";
export { openStore, type StoreDeps } from "./open-store.ts";
export * from "./query.ts";
export { StoreAway } from "./store-away.ts";
export { systemActor, systemCall } from "./system-call.ts";
