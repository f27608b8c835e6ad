import { createTopics } from "@omni/platform/bus/kafka";
import { silentLog } from "@omni/platform/log";
import { type ServiceName, serviceNames } from "@omni/rail/cluster/service-names";
import { type KafkaServer, kafkaServer } from "@omni/rail/servers/kafka";
import { type MongodServer, mongodServer } from "@omni/rail/servers/mongod";
import { readTopics } from "@omni/rail/topics";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, test } from "vitest";
import { until } from "../kafka/keyed-streams.ts";
import { createJourney, type EntryData, passKyc, timelinePath } from "../rest/resources.ts";
import { dataOf, restClient } from "../rest/rest-client.ts";
import { type HandMade, handMade } from "./hand-made.ts";
import { say } from "./say.ts";

type Part = ServiceName | "mongod" | "broker" | "topics";

let rail: HandMade;
const servers: (MongodServer | KafkaServer)[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.kill()));
  await rail.end();
});

const start = async (part: Part): Promise<void> => {
  const { directory, kafka, kafkaPort, mongodbPort } = rail;
  if (part === "mongod") servers.push(await mongodServer({ directory: join(directory, part), port: mongodbPort }));
  else if (part === "broker") servers.push(await kafkaServer({ directory: join(directory, part), port: kafkaPort }));
  else if (part === "topics") await createTopics({ brokers: [kafka], clientId: "test", log: silentLog }, readTopics());
  else rail.start(part);
};

const orders: readonly (readonly Part[])[] = [
  ["gateway", "timeline", "journey", "access", "broker", "mongod", "topics"],
  ["journey", "mongod", "timeline", "access", "gateway", "broker", "topics"],
];

test.each(orders.map((order) => [order.join(", "), order] as const))(
  "started in the order %s, each a while after the other, the rail comes up by itself and does its work",
  async (name, order) => {
    rail = await handMade();
    for (const part of order) {
      await start(part);
      // Long enough for whoever would give up at once.
      await wait(1_500);
    }
    const begun = performance.now();
    await until("every process takes work", () => serviceNames.every((service) => rail.announced(service)), 90_000);
    const status = async () => (await fetch(`${rail.baseUrl}/readyz`)).status;
    await until("the rail says that it is ready", async () => (await status()) === 200, 30_000);
    say(`started as ${name}: ready ${Math.round(performance.now() - begun)} ms after the last`);
    const app = restClient(rail.baseUrl, rail.appKey());
    const { id } = await createJourney(app);
    dataOf(await passKyc(app, id), 200);
    const shown = async () => {
      const entries = dataOf<readonly EntryData[]>(await app.get(timelinePath("journey", id)), 200);
      return entries.map(({ eventType }) => eventType).join();
    };
    await until("the timeline shows both events", async () => (await shown()) === "journey.created,journey.advanced");
  },
);
