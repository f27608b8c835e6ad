import { expect, test } from "vitest";
import { readClusterConfig } from "./cluster-config.ts";

test("an empty environment is one process per service on servers of its own, and the supervisor says what it does", () => {
  expect(readClusterConfig({})).toMatchObject({
    mode: "development",
    port: 8080,
    mongodbUrl: undefined,
    kafkaBrokers: undefined,
    replicas: { access: 1, journey: 1, timeline: 1, gateway: 1 },
    tls: {},
    log: { level: "warn" },
    ownLog: { level: "info", format: "lines" },
  });
});

test("a service's own number of processes comes before that of all", () => {
  const { replicas } = readClusterConfig({
    OMNI_REPLICAS: "2",
    OMNI_REPLICAS_JOURNEY: "8",
    OMNI_REPLICAS_GATEWAY: "1",
  });
  expect(replicas).toEqual({ access: 2, journey: 8, timeline: 2, gateway: 1 });
});

test("what is wrong is told all at once", () => {
  const environment = {
    OMNI_REPLICAS: "9",
    OMNI_REPLICAS_ACCESS: "0",
    OMNI_MONGODB_URL: "http://localhost",
    OMNI_PORT: "x",
  };
  expect(() => readClusterConfig(environment)).toThrow(
    new RegExp(
      [
        "OMNI_PORT must be .*",
        'OMNI_MONGODB_URL must be .* but is "http://localhost"\\.',
        'OMNI_REPLICAS must be a whole number from 1 to 8, but is "9"\\.',
        'OMNI_REPLICAS_ACCESS must be a whole number from 1 to 8, but is "0"\\.$',
      ].join("\n"),
    ),
  );
});

test("a level that is asked for is the supervisor's, too", () => {
  expect(readClusterConfig({ OMNI_LOG_LEVEL: "error" }).ownLog.level).toBe("error");
});

test("given servers and certificates are taken as they are", () => {
  const config = readClusterConfig({
    OMNI_MONGODB_URL: "mongodb://db/?replicaSet=rs",
    OMNI_KAFKA_BROKERS: "one:9092, two:9092",
    OMNI_TLS_CERT_FILE: "cert.pem",
  });
  expect(config).toMatchObject({
    mongodbUrl: "mongodb://db/?replicaSet=rs",
    kafkaBrokers: ["one:9092", "two:9092"],
    tls: { OMNI_TLS_CERT_FILE: "cert.pem" },
  });
});
