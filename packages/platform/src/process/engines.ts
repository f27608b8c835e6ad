import type { Bus } from "../bus/port.ts";
import type { BusMeter } from "../bus/kafka/index.ts";
import type { Running, ServicePorts } from "../lifecycle/index.ts";
import type { Transport } from "../rpc/index.ts";
import type { Telemetry } from "../telemetry/index.ts";
import { sleep } from "../work/index.ts";
import type { Machine } from "./machine.ts";
import { gaugeLag, gaugeOutbox } from "./port-gauges.ts";

export interface EnginesOptions extends Machine {
  readonly service: string;
  readonly mongodbUrl: string;
  readonly database: string;
  readonly brokers: readonly string[];
  /** Makes what is missing in the database when it is opened. */
  readonly migrates: boolean;
  readonly telemetry: Telemetry;
  readonly transport: (service: string) => Transport;
}

/** A service's ports on MongoDB and Kafka. Both may come after this process, and may go while it runs. */
export async function openEngines(options: EnginesOptions): Promise<ServicePorts & Running> {
  const { brokers, clock, database, ids, log, migrates, mongodbUrl: url, random, service, telemetry } = options;
  // Loaded here, not above: a gateway has neither, and they take a quarter of a second.
  const [mongoStore, mongoProjection, kafka] = await Promise.all([
    import("../store/mongo/index.ts"),
    import("../projection/mongo/index.ts"),
    import("../bus/kafka/index.ts"),
  ]);
  const place = { url, database, log, migrates };
  const counts = busCounts(telemetry);
  const meter = busMeter(counts);
  const bus: Bus = await kafka.openKafkaBus({ brokers, clientId: `omni-${service}`, log, sleep, meter });
  return {
    clock,
    random,
    ids,
    log,
    bus: gaugeLag(telemetry, fromZero(counts, bus)),
    transport: options.transport,
    openStore: async (collections) => {
      const store = await mongoStore.openMongoStore({ ...place, collections, clock, ids, random, sleep });
      return gaugeOutbox(telemetry, store, service);
    },
    openProjection: (declaration) => mongoProjection.openMongoProjection({ ...place, declaration }),
    stop: () => bus.close(),
  };
}

type BusCounts = ReturnType<typeof busCounts>;

const busCounts = (telemetry: Telemetry) => ({
  deadLetters: telemetry.counter("omni_bus_dead_letters_total", "Messages that a group could not take.", [
    "group",
    "topic",
  ]),
  rebalances: telemetry.counter("omni_bus_rebalances_total", "Times that a group was divided anew.", ["group"]),
});

/** Counts what the bus tells of itself; its lag is asked for by `gaugeLag` when somebody looks. */
const busMeter = ({ deadLetters, rebalances }: BusCounts): BusMeter => ({
  lag() {},
  rebalanced: (group) => rebalances({ group }),
  deadLettered: ({ group, topic }) => deadLetters({ group, topic }),
});

/** Shows what a group has not met yet as 0: an alarm on its rise would miss the first one otherwise. */
const fromZero = ({ deadLetters, rebalances }: BusCounts, bus: Bus): Bus => ({
  ...bus,
  consume: (subscription) => {
    const { group, topics } = subscription;
    for (const topic of topics) deadLetters({ group, topic }, 0);
    rebalances({ group }, 0);
    return bus.consume(subscription);
  },
});
