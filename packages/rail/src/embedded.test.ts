import { developmentTenantsFile } from "@omni/access/config";
import { CannotStart } from "@omni/platform/lifecycle";
import { silentLog } from "@omni/platform/log";
import { randomFillSync } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hasDevelopmentKeys } from "./dev-credentials.ts";
import { type EmbeddedRail, openEmbeddedRail } from "./embedded.ts";
import { makeSecretTexts } from "./secret-texts.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "omni-embedded-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const open = (environment: Readonly<Record<string, string>> = {}): Promise<EmbeddedRail> =>
  openEmbeddedRail({ environment: { OMNI_DATA_DIR: directory, OMNI_PORT: "0", ...environment }, log: silentLog });

const ask = async (rail: EmbeddedRail, path: string, key?: string): Promise<number> =>
  (await fetch(`${rail.baseUrl}${path}`, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } }))
    .status;

test("a start that fails leaves nothing open: the same process can start on the same data", async () => {
  const other = createServer();
  other.listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const taken = String(typeof address === "object" && address ? address.port : 0);
  for (const variable of ["OMNI_PORT", "OMNI_METRICS_PORT", "OMNI_GRPC_PORT_TIMELINE"]) {
    await expect(open({ [variable]: taken })).rejects.toBeInstanceOf(CannotStart);
  }
  other.close();
  const rail = await open();
  expect(await ask(rail, "/readyz")).toBe(200);
  await rail.stop();
});

test("a second rail on the same data is refused, also in the same process, and the first one goes on", async () => {
  const first = await open();
  await expect(open()).rejects.toThrow(/is in use by another process\. Stop the other instance/);
  expect(await ask(first, "/readyz")).toBe(200);
  await first.stop();
});

test("data with development keys is not served to other machines, unless that is asked for", async () => {
  await (await open()).stop();
  await expect(open({ OMNI_HOST: "0.0.0.0" })).rejects.toThrow(/has development keys.*OMNI_SEED=force/);
  expect(hasDevelopmentKeys(directory)).toBe(true);
});

test("stopped twice, it stops once; its ports are closed and its files are folded", async () => {
  const rail = await open();
  await Promise.all([rail.stop(), rail.stop()]);
  await rail.stop();
  await expect(ask(rail, "/livez")).rejects.toThrow();
  await expect(fetch(rail.metricsUrl)).rejects.toThrow();
  expect(readdirSync(directory).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
});

test("the credentials file says where the rail is, for its owner's eyes, with the same keys after every start", async () => {
  const first = await open();
  const { credentialsFile = "", tenants } = first;
  expect(statSync(credentialsFile).mode & 0o777).toBe(0o600);
  expect(tenants.map(({ tenantId }) => tenantId)).toEqual(["tnt_alpha", "tnt_beta"]);
  await first.stop();
  const second = await open();
  expect(second.tenants).toEqual(tenants);
  expect(await ask(second, "/api/v1/omni/journeys", tenants[1]?.appKey)).toBe(200);
  await second.stop();
});

test("metrics count the calls, and tell what waits", async () => {
  const rail = await open();
  await ask(rail, "/api/v1/omni/journeys", rail.tenants[0]?.appKey);
  const text = await (await fetch(rail.metricsUrl)).text();
  expect(text).toMatch(
    /omni_rpc_requests_total\{method="\/omni\.journey\.v1\.JourneyService\/ListJourneys",code="ok"\} 1/,
  );
  expect(text).toMatch(/omni_outbox_age_seconds\{service="journey"\} \d/);
  expect(text).toMatch(/omni_bus_lag_messages\{topic="omni\.journey\.v1",group="timeline"\} \d/);
  await rail.stop();
});

test("without development data there are no keys; production keeps no secret on the disk", async () => {
  const bare = await open({ OMNI_SEED: "off" });
  expect(bare.tenants).toEqual([]);
  await bare.stop();
  rmSync(directory, { recursive: true });
  const secrets = makeSecretTexts((bytes) => randomFillSync(bytes));
  const rail = await open({
    OMNI_MODE: "production",
    OMNI_TENANTS_FILE: developmentTenantsFile,
    OMNI_CONTEXT_KEY: secrets.contextKey,
    OMNI_TOKEN_KEY: secrets.tokenKey,
    OMNI_KEY_PEPPER: secrets.keyPepper,
    OMNI_MASTER_KEY: secrets.masterKey,
    OMNI_SEED: "force",
  });
  expect([rail.credentialsFile, rail.tenants]).toEqual([undefined, []]);
  expect(readdirSync(directory).filter((name) => name.endsWith(".json"))).toEqual([]);
  expect(await ask(rail, "/readyz")).toBe(200);
  expect(await ask(rail, "/api/v1/omni/journeys", "iof_live_nonsense")).toBe(401);
  await rail.stop();
});
