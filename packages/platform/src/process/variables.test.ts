import { describe, expect, test } from "vitest";
import { CannotStart } from "../lifecycle/index.ts";
import { modeOf } from "./mode.ts";
import { readVariables } from "./read-variables.ts";
import { addressVariable, processVariables, serviceVariables } from "./variables.ts";

const given = {
  OMNI_MONGODB_URL: "mongodb://db-1,db-2/?replicaSet=rs0",
  OMNI_KAFKA_BROKERS: "kafka-1:9092, kafka-2:9092",
  OMNI_TOKEN_KEY: Buffer.alloc(32, 1).toString("base64"),
};

describe("the environment of a service's process", () => {
  test("names its own database, any free ports and loopback unless it is told otherwise", () => {
    const values = readVariables({ ...processVariables("development"), ...serviceVariables("journey") }, given);
    expect(values).toMatchObject({
      OMNI_HOST: "127.0.0.1",
      OMNI_GRPC_PORT: 0,
      OMNI_METRICS_PORT: 0,
      OMNI_SHARE_PORTS: false,
      OMNI_MONGODB_DATABASE: "omni_journey",
      OMNI_KAFKA_BROKERS: ["kafka-1:9092", "kafka-2:9092"],
    });
  });

  test("is refused with all its faults at once, in words that say what to do", () => {
    const faulty = {
      OMNI_MONGODB_URL: "http://db",
      OMNI_KAFKA_BROKERS: "",
      OMNI_TOKEN_KEY: undefined,
      OMNI_SHARE_PORTS: "perhaps",
    };
    const declared = { ...processVariables("production"), ...serviceVariables("journey") };
    const read = () => readVariables(declared, faulty);
    expect(read).toThrow(CannotStart);
    expect(read).toThrow(/OMNI_MONGODB_URL must be a URL that begins with mongodb:\/\//);
    expect(read).toThrow(/OMNI_KAFKA_BROKERS .* is nothing/);
    expect(read).toThrow(/OMNI_TOKEN_KEY .* is nothing/);
    expect(read).toThrow(/OMNI_SHARE_PORTS must be true or false, but is "perhaps"/);
    expect(read).toThrow(/openssl rand -base64 32/);
  });

  test("an address has one name, wherever it is asked for", () => {
    expect(addressVariable("access")).toBe("OMNI_ACCESS_ADDRESS");
  });
});

test.each([
  [undefined, "development"],
  ["development", "development"],
  ["production", "production"],
] as const)("OMNI_MODE %j means %s", (found, mode) => expect(modeOf({ OMNI_MODE: found })).toBe(mode));

test("a mode that does not exist starts nothing", () => {
  expect(() => readVariables(processVariables("development"), { OMNI_MODE: "prodution" })).toThrow(/OMNI_MODE/);
});
