import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readEmbeddedConfig } from "./embedded-config.ts";

const bytes = Buffer.alloc(32, 7).toString("base64");
const production = {
  OMNI_MODE: "production",
  OMNI_TENANTS_FILE: "tenants.json",
  OMNI_CONTEXT_KEY: String(generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" })),
  OMNI_TOKEN_KEY: bytes,
  OMNI_KEY_PEPPER: bytes,
  OMNI_MASTER_KEY: bytes,
};

test("an empty environment is a development rail on loopback", () => {
  expect(readEmbeddedConfig({})).toMatchObject({
    mode: "development",
    dataDir: ".omni",
    host: "127.0.0.1",
    port: 8080,
    grpcPorts: { access: 0, journey: 0, timeline: 0 },
    developmentData: true,
    log: { level: "warn", format: "lines" },
    secrets: {},
  });
});

describe("development data", () => {
  test.each([
    ["127.0.0.1", "auto", true],
    ["127.8.8.8", "auto", true],
    ["::1", "auto", true],
    ["localhost", "auto", true],
    ["0.0.0.0", "auto", false],
    ["::", "auto", false],
    ["127.0.0.1.evil.example", "auto", false],
    ["10.0.0.1", "auto", false],
    ["10.0.0.1", "force", true],
    ["127.0.0.1", "off", false],
  ])("on %s with OMNI_SEED=%s: %s", (host, seed, made) => {
    expect(readEmbeddedConfig({ OMNI_HOST: host, OMNI_SEED: seed }).developmentData).toBe(made);
    expect(readEmbeddedConfig({ ...production, OMNI_HOST: host, OMNI_SEED: seed }).developmentData).toBe(false);
  });
});

test("production takes its secrets from the environment, and names all that are missing", () => {
  expect(Object.keys(readEmbeddedConfig(production).secrets)).toEqual([
    "contextKey",
    "tokenKey",
    "keyPepper",
    "masterKey",
  ]);
  const { OMNI_CONTEXT_KEY: _context, OMNI_TOKEN_KEY: _token, ...rest } = production;
  expect(() => readEmbeddedConfig(rest)).toThrow(
    /OMNI_CONTEXT_KEY must be .*\nOMNI_TOKEN_KEY must be .*\nMake the context key/,
  );
});

test("a mode that is none is told together with everything else", () => {
  const read = () => readEmbeddedConfig({ OMNI_MODE: "test", OMNI_PORT: "-1" });
  expect(read).toThrow(/OMNI_MODE must be one of development, production, but is "test"\.\nOMNI_PORT must be/);
});
