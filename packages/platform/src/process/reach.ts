import type { Begin, Service } from "../lifecycle/index.ts";
import { grpcTransport, type TlsCredentials, watchHealth } from "../rpc/grpc/index.ts";
import type { Transport } from "../rpc/index.ts";
import { sleep } from "../work/index.ts";
import type { Machine } from "./machine.ts";
import { addressVariable } from "./variables.ts";

export interface ReachOptions extends Pick<Machine, "clock"> {
  /** The services that this process calls. */
  readonly calls: readonly string[];
  /** The process's variables, among them `addressVariable` of each of those services. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly tls: TlsCredentials | undefined;
  readonly begin: Begin;
}

/** The way to each service that a process calls. */
export interface Reached {
  readonly transport: (service: string) => Transport;
  /** Looks after the health of all of them from now on. */
  watch(): Promise<readonly Pick<Service, "name" | "notReady" | "busTaken">[]>;
}

/** Connects at the first call; whoever is not there yet may come later. */
export async function reachServices({ calls, clock, values, tls, begin }: ReachOptions): Promise<Reached> {
  const transports = new Map<string, Transport>();
  const credentials = tls && { credentials: tls.client };
  for (const name of calls) {
    const transport = grpcTransport({ address: String(values[addressVariable(name)]), clock, ...credentials });
    await begin(`way to ${name}`, () => ({ stop: () => transport.close() }));
    transports.set(name, transport);
  }
  const watchOne = async ([name, transport]: [string, Transport]) => {
    const health = await begin(`health of ${name}`, () => watchHealth({ transport, clock, sleep }));
    return { name, notReady: health.notReady, busTaken: () => !health.busWaits() };
  };
  return {
    transport: (name) => {
      const transport = transports.get(name);
      if (transport === undefined) throw new Error(`This process does not say that it calls ${name}.`);
      return transport;
    },
    watch: () => Promise.all([...transports].map(watchOne)),
  };
}
