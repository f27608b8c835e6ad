import { developmentTenantsFile } from "@omni/access/config";
import { randomFillSync } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCluster } from "../cluster.ts";
import { makeSecretTexts } from "../secret-texts.ts";
import { type KafkaServer, kafkaServer } from "../servers/kafka.ts";
import { type MongodServer, mongodServer } from "../servers/mongod.ts";
import { serviceNames } from "./service-names.ts";

let folder: string;
let mongod: MongodServer;
let broker: KafkaServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "omni-production-"));
  [mongod, broker] = await Promise.all([
    mongodServer({ directory: join(folder, "mongodb") }),
    kafkaServer({ directory: join(folder, "kafka") }),
  ]);
});
afterAll(async () => {
  await Promise.all([mongod.kill(), broker.kill()]);
  rmSync(folder, { recursive: true });
});

const open = (environment: Readonly<Record<string, string>>) =>
  openCluster({
    environment: { OMNI_DATA_DIR: join(folder, "data"), OMNI_PORT: "0", ...environment },
    write: () => {},
  });

test("production, on given servers, with two of each: an empty database is migrated, and nothing secret is kept", async () => {
  await expect(open({ OMNI_MODE: "production" })).rejects.toThrow(
    /^The configuration is not valid:\nOMNI_TENANTS_FILE must be [^]*\nOMNI_MASTER_KEY must be .*\nMake the context key/,
  );
  const secrets = makeSecretTexts((bytes) => randomFillSync(bytes));
  const cluster = await open({
    OMNI_MODE: "production",
    OMNI_REPLICAS: "2",
    OMNI_MONGODB_URL: mongod.url,
    OMNI_KAFKA_BROKERS: broker.brokers,
    OMNI_TENANTS_FILE: developmentTenantsFile,
    OMNI_CONTEXT_KEY: secrets.contextKey,
    OMNI_TOKEN_KEY: secrets.tokenKey,
    OMNI_KEY_PEPPER: secrets.keyPepper,
    OMNI_MASTER_KEY: secrets.masterKey,
  });
  expect([cluster.mongod, cluster.broker, cluster.credentialsFile, cluster.tenants]).toEqual([
    undefined,
    undefined,
    undefined,
    [],
  ]);
  expect([cluster.mongodb, cluster.kafka]).toEqual([mongod.url, broker.brokers]);
  expect(cluster.processes().map(({ service }) => service)).toEqual(serviceNames.flatMap((name) => [name, name]));
  const list = (headers: Readonly<Record<string, string>>) =>
    fetch(`${cluster.baseUrl}/api/v1/omni/journeys`, { headers });
  expect((await list({ authorization: "Bearer iof_live_nonsense" })).status).toBe(401);
  expect((await fetch(`${cluster.baseUrl}/readyz`)).status).toBe(200);
  await cluster.stop();
  // Those that others run go on.
  expect([mongod.pid(), broker.pid()]).not.toContain(undefined);
  expect(readdirSync(join(folder, "data")).toSorted()).toEqual(["lock.sqlite", "metrics-targets.json"]);
});
