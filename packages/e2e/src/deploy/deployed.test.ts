import { kafkaServer, type KafkaServer } from "@omni/rail/servers/kafka";
import { mongodServer, type MongodServer } from "@omni/rail/servers/mongod";
import { parseTopics } from "@omni/rail/topics";
import { repository } from "@omni/rail/deploy/testing/build-context";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createJourney, type EntryData, type JourneyData, passKyc, timelinePath } from "../rest/resources.ts";
import { dataOf, problemOf, restClient } from "../rest/rest-client.ts";
import { buildFolders } from "./build-folders.ts";
import { type Containers, containersHere } from "./containers.ts";
import { type DeployedProcess, runDeployed, startDeployed } from "./deployed-process.ts";

// One rail after another runs here from what `docker build` would make, against a real MongoDB and Kafka.
const services = ["access", "journey", "timeline", "gateway"];
const withStore = ["access", "journey", "timeline"];
/** docker-compose.yml gives a container 15 s; a process ends within 10. */
const stopMaxMs = 10_000;

let directory: string;
let folderOf: (service: string) => string;
let mongod: MongodServer;
let kafka: KafkaServer;
let containers: Containers;
const running: DeployedProcess[] = [];

const start = (name: string, more?: Readonly<Record<string, string>>): DeployedProcess => {
  const process = startDeployed(containers.optionsOf(name, more));
  running.push(process);
  return process;
};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "omni-deploy-"));
  [folderOf, mongod, kafka] = await Promise.all([
    buildFolders(directory, [...services, "rail"]),
    mongodServer({ directory: join(directory, "mongodb") }),
    kafkaServer({ directory: join(directory, "kafka") }),
  ]);
  containers = await containersHere({ folderOf, mongodb: mongod.url, kafka: kafka.brokers });
});
afterEach(() => {
  for (const process of running.splice(0)) process.kill();
});
afterAll(async () => {
  await Promise.all([mongod.kill(), kafka.kill()]);
  rmSync(directory, { recursive: true });
});

test("the tools make the topics of deploy/topics.yaml, and may be asked again", async () => {
  const { command, ...topics } = containers.optionsOf("topics");
  const file = join(repository, "deploy/topics.yaml");
  const options = { ...topics, command: [...command.slice(0, -1), file] };
  const names = parseTopics(readFileSync(file, "utf8")).map(({ name }) => name);
  for (const _ of [1, 2]) {
    expect(await runDeployed(options)).toEqual({ code: 0, said: `Kafka has ${names.join(", ")}.\n` });
  }
});

test.each(services)("%s without any environment names what it must be told, and ends", async (service) => {
  const { command, environment, folder } = containers.optionsOf(service);
  const { code, said } = await runDeployed({ folder, command, environment: {} });
  const named = [...said.matchAll(/\b(OMNI_\w+) must be .* but is nothing/g)].map(([, variable]) => variable);
  expect(code).toBe(1);
  expect(named.length).toBeGreaterThan(3);
  expect(Object.keys(environment)).toEqual(expect.arrayContaining(named));
});

describe("in production", () => {
  const production = (name: string) => ({
    OMNI_MODE: "production",
    ...(name.startsWith("access") && { OMNI_TENANTS_FILE: join(folderOf("access"), "tenants.development.json") }),
  });

  test.each(withStore)("%s does not start on a database that was not migrated", async (service) => {
    const { code, said } = await runDeployed(containers.optionsOf(service, production(service)));
    expect([code, said]).toEqual([1, expect.stringMatching(/migrat/)]);
  });

  test.each(withStore)("%s is migrated, and ends well", async (service) => {
    const { code, said } = await runDeployed(containers.optionsOf(`${service}-migrate`, production(service)));
    expect([code, said]).toEqual([0, expect.any(String)]);
  });

  test("all of them start in any order, serve only who is known, and end in time when they are told to", async () => {
    const processes = ["gateway", "timeline", "journey", "access"].map((name) => start(name, production(name)));
    await Promise.all(processes.map((process) => process.healthy()));
    expect((await fetch(`${containers.baseUrl}/readyz`)).status).toBe(200);
    for (const key of [undefined, "iof_live_nobody"]) {
      const answer = await restClient(containers.baseUrl, key).get("/journeys");
      expect([answer.status, problemOf(answer).code]).toEqual([401, "credential.invalid"]);
    }
    for (const { code, said, tookMs } of await Promise.all(processes.map((process) => process.stop()))) {
      expect([code, said]).toEqual([0, expect.any(String)]);
      expect(tookMs).toBeLessThan(stopMaxMs);
    }
    for (const process of processes) expect(await process.check()).toBe(1);
  });
});

test("as docker-compose.yml runs them, a journey goes from REST through MongoDB and Kafka to the timeline", async () => {
  const keysFile = join(directory, "development-keys.json");
  const processes = services.map((name) =>
    start(name, {
      ...(name !== "gateway" && { OMNI_MONGODB_DATABASE: `development_${name}` }),
      ...(name === "access" && { OMNI_DEVELOPMENT_KEYS_FILE: keysFile }),
    }),
  );
  await Promise.all(processes.map((process) => process.healthy()));
  const [tenant] = JSON.parse(readFileSync(keysFile, "utf8")) as readonly { readonly appKey: string }[];
  const app = restClient(containers.baseUrl, tenant?.appKey);
  const { id } = await createJourney(app);
  expect(dataOf<JourneyData>(await passKyc(app, id), 200)).toMatchObject({ status: "in_progress", completedSteps: 1 });
  const told = async () =>
    dataOf<readonly EntryData[]>(await app.get(timelinePath("journey", id)), 200).map(({ eventType }) => eventType);
  await expect.poll(told).toEqual(["journey.created", "journey.advanced"]);
  for (const { code, tookMs } of await Promise.all(processes.map((process) => process.stop()))) {
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(stopMaxMs);
  }
});
