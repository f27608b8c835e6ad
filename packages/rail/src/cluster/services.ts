import type { Clock } from "@omni/kernel";
import { CannotStart } from "@omni/platform/lifecycle";
import type { Log } from "@omni/platform/log";
import { allOrNone } from "./all-or-none.ts";
import { type Patience, Replica } from "./replica.ts";
import { describeExit, launchProcess, type ServiceProcess } from "./service-process.ts";
import { forEachService, type ServiceName, serviceNames } from "./service-names.ts";

export interface ServicesOptions {
  /** How many processes each service has. */
  readonly replicas: Readonly<Record<ServiceName, number>>;
  /** The module that is a service's process. */
  readonly file: (service: ServiceName) => string;
  /** All that a process finds in its environment, by its place among those of its service; asked whenever one starts. */
  readonly environment: (service: ServiceName, place: number) => Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
  /** Takes lines of a process, with the name under which they stand in the log. */
  readonly say: (name: string, lines: readonly string[]) => void;
  readonly changed: () => void;
  readonly gaveUp: (reason: string) => void;
  readonly pause: (milliseconds: number) => Promise<boolean>;
  readonly patience?: Patience;
}

/** The processes of all services. */
export interface Services {
  readonly replicas: Readonly<Record<ServiceName, readonly Replica[]>>;
  /** Makes collections and indexes in the service's database; throws `CannotStart` when that fails. */
  migrate(service: ServiceName): Promise<void>;
  /** Resolves when all processes of the service take work. */
  start(service: ServiceName): Promise<void>;
  /** Replaces every process, one after the other. Throws at the first that cannot be replaced; it stays as it is. */
  roll(): Promise<void>;
  /** Ends these services' processes at the same time, and kills what has not gone within so many milliseconds. */
  stop(services: readonly ServiceName[], patienceMs: number): Promise<void>;
}

/** `journey`; `journey.1`, `journey.2` where there are several. */
export const replicaNames = (service: ServiceName, count: number): readonly string[] =>
  count === 1 ? [service] : Array.from({ length: count }, (_name, at) => `${service}.${at + 1}`);

export function openServices(options: ServicesOptions): Services {
  const { log, patience } = options;
  const migrations = new Map<ServiceName, ServiceProcess>();
  const launch = (service: ServiceName, name: string, place: number, args: readonly string[] = []): ServiceProcess =>
    launchProcess({
      file: options.file(service),
      args,
      environment: options.environment(service, place),
      clock: options.clock,
      say: (lines) => options.say(name, lines),
    });
  const replicas = forEachService((service) =>
    replicaNames(service, options.replicas[service]).map(
      (name, place) =>
        new Replica({ ...options, name, launch: () => launch(service, name, place), ...(patience && { patience }) }),
    ),
  );
  return {
    replicas,
    migrate: async (service) => {
      const run = launch(service, service, 0, ["migrate"]);
      migrations.set(service, run);
      const exit = await run.ended;
      if (exit.code === 0) return log.info({ component: service }, "The database has been migrated.");
      const words = [`${service} cannot migrate its database (${describeExit(exit)}). The last that it said:`];
      throw new CannotStart([...words, ...run.lastWords()].join("\n  "));
    },
    start: async (service) => {
      // The first one makes what its service needs once: indexes, development data.
      const [first, ...others] = replicas[service];
      await first?.start();
      await allOrNone(others.map((one) => one.start()));
    },
    roll: async () => {
      for (const service of serviceNames) for (const one of replicas[service]) await one.roll();
    },
    stop: async (services, patienceMs) => {
      const migrating = services.map((service) => migrations.get(service)?.end(patienceMs));
      const serving = services.flatMap((service) => replicas[service].map((one) => one.stop(patienceMs)));
      await Promise.all([...migrating, ...serving]);
    },
  };
}
