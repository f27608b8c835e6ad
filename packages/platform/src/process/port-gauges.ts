import type { Bus } from "../bus/port.ts";
import type { Store } from "../store/index.ts";
import type { Telemetry } from "../telemetry/index.ts";

/** Shows how long a service's oldest event has been waiting for the bus. */
export function gaugeOutbox(telemetry: Telemetry, store: Store, service: string): Store {
  const help = "Seconds since the oldest event that the bus has not taken was committed.";
  telemetry.gauge("omni_outbox_age_seconds", help, async () => (await store.outbox.age()) / 1000, { service });
  return store;
}

/** Shows how many messages each group of the bus has before it. */
export function gaugeLag(telemetry: Telemetry, bus: Bus): Bus {
  const help = "Messages of a topic that a group has not taken yet.";
  return {
    ...bus,
    consume: (subscription) => {
      const { group, topics } = subscription;
      for (const topic of topics) {
        telemetry.gauge("omni_bus_lag_messages", help, () => bus.lag(topic, group), { topic, group });
      }
      return bus.consume(subscription);
    },
  };
}
