import { readConfig } from "@omni/platform/config";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { randomFillSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { serverProperties } from "../servers/kafka/properties.ts";
import { secretVariables } from "./secret-variables.ts";
import { repository } from "./testing/build-context.ts";
import { composeText, type Container, filledIn, readCompose, variablesIn } from "./testing/compose-file.ts";
import { declaredVariables } from "./testing/declared-variables.ts";
import { assignments, dockerfileText, stagesOf } from "./testing/dockerfile.ts";

const compose = readCompose();
const containers = Object.entries(compose.services);
const container = (name: string): Container => compose.services[name] ?? {};
const services = readdirSync(join(repository, "services"));
const secrets = secretVariables((bytes) => randomFillSync(bytes));

/** The containers of a service: its process, and its migration where it has a store. */
const processes = services.flatMap((service) =>
  [service, `${service}-migrate`].filter((name) => name in compose.services).map((name) => ({ name, service })),
);
const long = containers.filter(([, { restart }]) => restart !== "no");

test("every service of the workspace has a container of its own image, and nothing else is built but the tools", () => {
  const built = containers.flatMap(([name, { build }]) => (build ? [`${build.args.SERVICE} as ${name}`] : []));
  const withStore = services.filter((service) => service !== "gateway");
  expect(built.toSorted()).toEqual(
    [
      "rail as topics",
      ...services.map((service) => `${service} as ${service}`),
      ...withStore.map((service) => `${service} as ${service}-migrate`),
    ].toSorted(),
  );
  for (const [, { build }] of containers) {
    if (build) expect(build).toMatchObject({ context: ".", dockerfile: "deploy/Dockerfile" });
  }
});

describe.each(processes)("$name", ({ name, service }) => {
  const environment = container(name).environment ?? {};
  const declared = declaredVariables[service]?.("development") ?? {};

  test("is told what its process must know, and nothing that it does not know", () => {
    const required = Object.entries(declared).filter(([, variable]) => variable.unset === undefined);
    expect(Object.keys(environment)).toEqual(expect.arrayContaining(required.map(([variable]) => variable)));
    expect(Object.keys(declared)).toEqual(expect.arrayContaining(Object.keys(environment)));
  });

  test("can read all that it is told, with the keys that `npm run secrets` makes", () => {
    const filled: Record<string, string> = {};
    for (const [variable, text] of Object.entries(environment)) filled[variable] = filledIn(text, secrets);
    expect(readConfig(declared, filled)).toMatchObject({ ok: true });
  });

  test("gets its secrets from .env alone", () => {
    for (const [variable, { secret }] of Object.entries(declared)) {
      if (secret) expect(environment[variable]).toBe(`\${${variable}-}`);
    }
  });
});

test(".env has what the file asks for, and all else has a default, so that MongoDB and Kafka start without it", () => {
  const asked = [...variablesIn(composeText())];
  expect(
    asked
      .filter(([, otherwise]) => otherwise === "")
      .map(([name]) => name)
      .toSorted(),
  ).toEqual(Object.keys(secrets).toSorted());
  expect(asked.filter(([, otherwise]) => otherwise === undefined)).toEqual([]);
  for (const name of ["mongodb", "kafka"]) expect(container(name).depends_on).toBeUndefined();
});

test("every image is pinned to one version, and every port is open on loopback alone", () => {
  for (const [name, { build, image, ports = [] }] of containers) {
    if (!build) expect(image, name).toMatch(/^[\w./-]+:v?\d+\.\d+\.\d+(-[\w.]+)?(@sha256:[0-9a-f]{64})?$/);
    for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/);
  }
  const published = containers.flatMap(([, { ports = [] }]) => ports.map((port) => filledIn(port, {})));
  expect(published).toEqual([
    "127.0.0.1:27017:27017",
    "127.0.0.1:9092:9092",
    "127.0.0.1:1025:1025",
    "127.0.0.1:8025:8025",
    "127.0.0.1:8080:8080",
  ]);
});

test("no container has rights or means beyond its work", () => {
  for (const [name, one] of containers) {
    expect(one.cap_drop, name).toEqual(["ALL"]);
    expect(one.security_opt, name).toEqual(["no-new-privileges:true"]);
    expect(Object.keys(one.deploy?.resources.limits ?? {}).toSorted(), name).toEqual(["cpus", "memory", "pids"]);
    if (one.build) expect(one, name).toMatchObject({ read_only: true, stop_grace_period: "15s" });
    if (one.user !== undefined) expect(one.user, name).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(
      keysIn(one).filter((key) => !knownKeys.has(key)),
      name,
    ).toEqual([]);
  }
});

// What is misspelt does nothing, and `privileged`, `network_mode` or `devices` would do too much.
const knownKeys = new Set([
  ...["image", "build.context", "build.dockerfile", "build.args.SERVICE", "command", "environment", "depends_on"],
  ...["ports", "volumes", "configs", "user", "restart", "read_only", "tmpfs", "cap_drop", "security_opt"],
  ...["stop_grace_period", "deploy.resources.limits.cpus", "deploy.resources.limits.memory"],
  ...["deploy.resources.limits.pids", "healthcheck.test", "healthcheck.interval", "healthcheck.timeout"],
  ...["healthcheck.retries", "healthcheck.start_period", "healthcheck.start_interval", "healthcheck.disable"],
]);

/** Names with dots between them, as far as they are Compose's own. */
function keysIn(value: object): readonly string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const leaf = typeof inner !== "object" || inner === null || Array.isArray(inner);
    return leaf || key === "environment" || key === "depends_on" ? [key] : keysIn(inner).map((one) => `${key}.${one}`);
  });
}

test("what runs on is restarted and tells whether it is well; what has an end is not", () => {
  const [, image] = stagesOf(dockerfileText());
  const imageTells = image?.instructions.some(({ keyword }) => keyword === "HEALTHCHECK");
  for (const [name, { build, healthcheck, restart }] of long) {
    expect(restart, name).toBe("unless-stopped");
    expect(build ? imageTells && !healthcheck : healthcheck?.test?.[0] === "CMD", name).toBe(true);
  }
  for (const [name, { healthcheck }] of containers.filter((one) => !long.includes(one))) {
    expect(healthcheck, name).toEqual({ disable: true });
  }
});

test("a container waits for what is there, until it is well or has done its work", () => {
  for (const [name, { depends_on: waitsFor = {} }] of containers) {
    for (const [other, { condition }] of Object.entries(waitsFor)) {
      const ends = container(other).restart === "no";
      expect(container(other), name).not.toEqual({});
      expect(condition, name).toBe(ends ? "service_completed_successfully" : "service_healthy");
    }
  }
  for (const { name, service } of processes.filter((one) => one.name === one.service && one.service !== "gateway")) {
    expect(Object.keys(container(name).depends_on ?? {}), name).toEqual(["topics", `${service}-migrate`]);
  }
});

test("addresses have the ports that the image opens", () => {
  const environment = stagesOf(dockerfileText())[1]?.instructions.find(({ keyword }) => keyword === "ENV")?.text ?? "";
  const { OMNI_GRPC_PORT } = assignments(environment);
  for (const { name } of processes) {
    for (const [variable, address] of Object.entries(container(name).environment ?? {})) {
      const host = /^OMNI_([A-Z]+)_ADDRESS$/.exec(variable)?.[1]?.toLowerCase();
      if (host !== undefined) expect(address, name).toBe(`${host}:${OMNI_GRPC_PORT}`);
    }
  }
});

test("Kafka is set as the broker of the tests is, but for where things are", () => {
  const elsewhere = /^(KAFKA_HEAP_OPTS|KAFKA_LOG_DIRS|KAFKA_.*LISTENER.*|KAFKA_CONTROLLER_QUORUM_VOTERS)$/;
  const set = Object.entries(container("kafka").environment ?? {})
    .filter(([name]) => !elsewhere.test(name))
    .map(([name, value]) => `${name.slice("KAFKA_".length).toLowerCase().replaceAll("_", ".")}=${value}`);
  const tested = serverProperties("data", { client: 1, controller: 2 })
    .split("\n")
    .filter((line) => line !== "" && !/listener|^log\.dirs=|^controller\.quorum\.voters=/.test(line));
  expect(set.toSorted()).toEqual(tested.toSorted());
});

test("files and volumes that are named are there", () => {
  for (const { file } of Object.values(compose.configs)) expect(existsSync(join(repository, file)), file).toBe(true);
  const used = containers.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(":")[0]));
  expect(used).toEqual(Object.keys(compose.volumes));
});
