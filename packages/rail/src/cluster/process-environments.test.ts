import { accessVariables } from "@omni/access/config";
import { gatewayVariables } from "@omni/gateway/config";
import { journeyVariables } from "@omni/journey/config";
import { type Declarations, readConfig } from "@omni/platform/config";
import { addressOf, callerVariables, processVariables, serviceVariables } from "@omni/platform/process";
import { timelineVariables } from "@omni/timeline/config";
import { randomFillSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { makeSecretTexts, readSecretTexts } from "../secret-texts.ts";
import { readClusterConfig } from "./cluster-config.ts";
import { environmentOf } from "./process-environments.ts";
import { type ServiceName, serviceNames } from "./service-names.ts";

const texts = makeSecretTexts((bytes) => randomFillSync(bytes));
const secrets = readSecretTexts(texts);

function environmentFor(service: ServiceName, environment: Readonly<Record<string, string>> = {}, place = 0) {
  if (!secrets) throw new Error("they were just made");
  return environmentOf(service, place, {
    config: readClusterConfig(environment),
    secrets,
    ports: { rest: 8080, grpc: { access: 7001, journey: 7002, timeline: 7003 } },
    mongodb: "mongodb://127.0.0.1:27017/?replicaSet=rs0",
    kafka: "127.0.0.1:9092",
    keysFile: "/data/development-keys.json",
    tenants: () => [{ tenantId: "tnt_alpha" }, { tenantId: "tnt_beta" }],
  });
}

const address = { OMNI_ACCESS_ADDRESS: addressOf("access") };
const both = { ...address, OMNI_JOURNEY_ADDRESS: addressOf("journey") };
/** What each process declares in its main.ts. */
const declared = (service: ServiceName, mode: "development" | "production"): Declarations =>
  ({
    access: { ...processVariables(mode), ...serviceVariables("access"), ...accessVariables(mode) },
    journey: {
      ...processVariables(mode),
      ...serviceVariables("journey"),
      ...callerVariables,
      ...journeyVariables,
      ...address,
    },
    timeline: {
      ...processVariables(mode),
      ...serviceVariables("timeline"),
      ...callerVariables,
      ...timelineVariables,
      ...both,
    },
    gateway: {
      ...processVariables(mode),
      ...callerVariables,
      ...gatewayVariables,
      ...both,
      OMNI_TIMELINE_ADDRESS: addressOf("timeline"),
    },
  })[service];

const production = {
  OMNI_MODE: "production",
  OMNI_TENANTS_FILE: "tenants.json",
  OMNI_CONTEXT_KEY: texts.contextKey,
  OMNI_TOKEN_KEY: texts.tokenKey,
  OMNI_KEY_PEPPER: texts.keyPepper,
  OMNI_MASTER_KEY: texts.masterKey,
};

describe.each(serviceNames)("%s", (service) => {
  test.each(["development", "production"] as const)("in %s gets what it declares and can read it", (mode) => {
    const environment = environmentFor(service, mode === "production" ? production : {});
    const known = declared(service, mode);
    expect(readConfig(known, environment)).toMatchObject({ ok: true });
    const given = Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    expect(given.filter((name) => name.startsWith("OMNI_") && !(name in known))).toEqual([]);
  });

  test("finds nothing of ours but what is meant for it", () => {
    process.env["OMNI_STRAY"] = "stray";
    try {
      const environment = environmentFor(service);
      expect(environment["OMNI_STRAY"]).toBeUndefined();
      expect(environment["PATH"]).toBe(process.env["PATH"]);
    } finally {
      delete process.env["OMNI_STRAY"];
    }
  });
});

test("nobody is told a secret that is not its own business", () => {
  const knows = (secret: string) =>
    serviceNames.filter((service) => Object.values(environmentFor(service)).some((value) => value === secret));
  expect({
    contextKey: knows(texts.contextKey),
    keyPepper: knows(texts.keyPepper),
    tokenKey: knows(texts.tokenKey),
    masterKey: knows(texts.masterKey),
    timelineKey: knows(environmentFor("timeline")["OMNI_TIMELINE_KEY"] ?? ""),
  }).toEqual({
    contextKey: ["access"],
    keyPepper: ["access"],
    tokenKey: ["access", "journey", "timeline"],
    masterKey: [],
    timelineKey: ["access", "timeline"],
  });
});

test("development keys are written by one process alone, and where there are none they are not asked for", () => {
  const keys = (environment: Readonly<Record<string, string>>, place: number) => {
    const { OMNI_SEED, OMNI_DEVELOPMENT_KEYS_FILE } = environmentFor("access", environment, place);
    return [OMNI_SEED, OMNI_DEVELOPMENT_KEYS_FILE];
  };
  expect(keys({}, 0)).toEqual(["force", "/data/development-keys.json"]);
  expect(keys({}, 1)).toEqual(["force", undefined]);
  expect(keys({ OMNI_HOST: "0.0.0.0" }, 0)).toEqual(["off", undefined]);
  expect(keys(production, 0)).toEqual(["off", undefined]);
});

test.each([
  ["127.0.0.1", "127.0.0.1:7001"],
  ["0.0.0.0", "127.0.0.1:7001"],
  ["::", "[::1]:7001"],
  ["10.1.2.3", "10.1.2.3:7001"],
])("on %s services reach each other at %s", (host, reached) => {
  expect(environmentFor("journey", { OMNI_HOST: host })["OMNI_ACCESS_ADDRESS"]).toBe(reached);
});
