import type { Clock, Ids, Random } from "@omni/kernel";
import type { Bus } from "../bus/port.ts";
import type { Log } from "../log/index.ts";
import type { Projection, ProjectionDeclaration } from "../projection/port.ts";
import type { RpcService, Transport } from "../rpc/index.ts";
import type { AnyCollection, Store } from "../store/index.ts";

/** All that a service needs from outside. It never learns which engines stand behind it. */
export interface ServicePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly log: Log;
  readonly openStore: (collections: readonly AnyCollection[]) => Promise<Store>;
  readonly openProjection: (declaration: ProjectionDeclaration) => Promise<Projection>;
  readonly bus: Bus;
  /** The way to another service, by its name (`access`, `journey`…). */
  readonly transport: (service: string) => Transport;
}

/** Something that runs until it is stopped. */
export interface Running {
  stop(): Promise<void>;
}

/** What a service's `service.ts` gives to whoever composes processes. */
export interface Service {
  readonly name: string;
  readonly rpc: readonly RpcService[];
  /** False while the service cannot take work (its store is away); its reason, in plain words. */
  readonly notReady: () => string | undefined;
  /** False while the bus does not take what the service has committed; it waits in the outbox, and work goes on. */
  readonly busTaken: () => boolean;
  /** Starts consumers and loops; called once, after every service's RPCs can be reached. */
  start(): Promise<void>;
  /** Ends loops, finishes what is in hand, closes stores. */
  stop(): Promise<void>;
}
