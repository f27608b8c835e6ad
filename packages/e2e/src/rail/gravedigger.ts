import { openKafkaBus } from "@omni/platform/bus/kafka";
import { silentLog } from "@omni/platform/log";
import { randomUUID } from "node:crypto";
import { journeyTopic, tornEvent } from "./torn-event.ts";

/** A client of the broker that is none of the rail's. */
export interface Gravedigger {
  /** Publishes an event of a tenant that no timeline can read; answers the id of its dead letter once that is there. */
  bury(tenantId: string): Promise<string>;
  close(): Promise<void>;
}

/** Reads the dead-letter topic as it grows: to read it from its beginning for each letter would take a second each. */
export async function openGravedigger(brokers: string): Promise<Gravedigger> {
  const bus = await openKafkaBus({ brokers: brokers.split(","), clientId: "omni-e2e", log: silentLog });
  const graves = new Map<string, string>();
  const awaited = new Map<string, (id: string) => void>();
  await bus.consume({
    topics: [`${journeyTopic}.dlq`],
    group: `gravedigger-${randomUUID()}`,
    handler: async (letters) => {
      for (const { headers, key: id } of letters) {
        const key = headers["omni-dead-letter-key"] ?? "";
        graves.set(key, id);
        awaited.get(key)?.(id);
        awaited.delete(key);
      }
    },
  });
  return {
    bury: async (tenantId) => {
      const event = tornEvent(tenantId);
      await bus.publish([event]);
      return graves.get(event.key) ?? new Promise((resolve) => void awaited.set(event.key, resolve));
    },
    close: () => bus.close(),
  };
}
