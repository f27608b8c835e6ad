import { developmentTenantsFile } from "@omni/access/config";
import { serviceKeyText } from "@omni/platform/rpc";
import type { RunningRail } from "@omni/rail/running-rail";
import { makeSecretTexts } from "@omni/rail/secret-texts";
import { serviceKeyOf } from "@omni/rail/service-keys";
import { randomFillSync } from "node:crypto";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { bankClient, type GrpcAnswer, type Message } from "./grpc/bank-client.ts";
import type { Ground } from "./rail/ground.ts";
import { openGround } from "./rail/start-rail.ts";
import { createJourney, type EntryData, passKyc } from "./rest/resources.ts";
import { dataOf, restClient } from "./rest/rest-client.ts";

const texts = makeSecretTexts((bytes) => randomFillSync(bytes));
const key = serviceKeyOf(Buffer.from(texts.masterKey, "base64"), "timeline");
const ownKey = (tenantId: string): string => serviceKeyText({ service: "timeline", tenantId, key });

const secrets = {
  OMNI_TENANTS_FILE: developmentTenantsFile,
  OMNI_CONTEXT_KEY: texts.contextKey,
  OMNI_TOKEN_KEY: texts.tokenKey,
  OMNI_KEY_PEPPER: texts.keyPepper,
  OMNI_MASTER_KEY: texts.masterKey,
};

interface Tenant {
  readonly tenantId: string;
  readonly appKey: string;
  readonly journeyId: string;
}

let ground: Ground;
let rail: RunningRail;
let alpha: Tenant;
let beta: Tenant;
beforeAll(async () => {
  ground = await openGround();
  rail = await open("development");
  const [first, second] = await Promise.all(rail.tenants.map(withJourney));
  if (!first || !second) throw new Error("There are two development tenants.");
  [alpha, beta] = [first, second];
});
afterAll(async () => {
  await rail.stop();
  await ground.clear();
});

const open = (mode: "development" | "production"): Promise<RunningRail> =>
  ground.open({ environment: { ...secrets, OMNI_MODE: mode } });

/** A journey with two events, as the tenant's own application makes it. */
async function withJourney({ tenantId, appKey }: Omit<Tenant, "journeyId">): Promise<Tenant> {
  const app = restClient(rail.baseUrl, appKey);
  const { id } = await createJourney(app);
  dataOf(await passKyc(app, id), 200);
  return { tenantId, appKey, journeyId: id };
}

async function entriesOf({ appKey, journeyId }: Tenant): Promise<readonly string[]> {
  const path = `/timeline?entityType=journey&entityId=${journeyId}`;
  const entries = dataOf<readonly EntryData[]>(await restClient(rail.baseUrl, appKey).get(path), 200);
  return entries.map(({ eventType }) => eventType);
}

test("over gRPC the timeline's key reads events of its own tenant, and nothing else of anybody", async () => {
  const call = async (tenantKey: string, port: string, service: string, method: string, request: Message) => {
    const client = bankClient(rail.grpc[port] ?? "", tenantKey);
    onTestFinished(() => client.close());
    return client.call(`omni.${port}.v1.${service}`, method, request);
  };
  const events = (tenantKey: string, journeyId: string): Promise<GrpcAnswer> =>
    call(tenantKey, "journey", "JourneyService", "ReadEvents", {
      aggregateType: "journey",
      aggregateId: journeyId,
      fromSequence: 1,
    });
  const told = ({ code, info, message, reply }: GrpcAnswer) => ({ code, message, reply, reason: info?.reason });

  expect((await events(ownKey("tnt_alpha"), alpha.journeyId)).reply?.["events"]).toHaveLength(2);
  const foreign = told(await events(ownKey("tnt_alpha"), beta.journeyId));
  expect(foreign).toEqual(told(await events(ownKey("tnt_alpha"), "jrn_of_nobody")));
  expect(foreign.reply?.["events"]).toEqual([]);

  const nonsense = told(await events("iof_live_nonsense", alpha.journeyId));
  const good = ownKey("tnt_alpha");
  const lastAnother = good.endsWith("A") ? "B" : "A";
  for (const spoilt of [good.slice(0, -1), good.slice(0, -1) + lastAnother, good.replace("alpha", "beta")]) {
    expect(told(await events(spoilt, alpha.journeyId))).toEqual(nonsense);
  }
  expect(nonsense).toMatchObject({ reason: "credential.invalid" });

  const journey = { journeyId: alpha.journeyId };
  expect(await call(good, "journey", "JourneyService", "GetJourney", journey)).toMatchObject({
    info: { reason: "scope.missing" },
  });
  const entity = { entityType: "journey", entityId: alpha.journeyId };
  expect(await call(good, "timeline", "TimelineService", "GetTimeline", entity)).toMatchObject({
    info: { reason: "credential.invalid" },
  });
});

test("over REST the timeline's key opens nothing", async () => {
  const app = restClient(rail.baseUrl, ownKey("tnt_alpha"));
  const statusOf = async (path: string) => (await app.get(path)).status;
  expect(await statusOf(`/timeline?entityType=journey&entityId=${alpha.journeyId}`)).toBe(401);
  const others = ["/journeys", `/journeys/${alpha.journeyId}`, "/templates", "/users", "/users/usr_rm_001"];
  for (const path of others) expect([path, await statusOf(path)]).toEqual([path, 403]);
  expect((await app.post("/journeys", {})).status).not.toBe(201);
});

// The last one: it leaves the rail in production.
test("in production, without any tenant's key, the timeline closes the hole that a lost read model leaves", async () => {
  for (const tenant of [alpha, beta]) await expect.poll(() => entriesOf(tenant)).toHaveLength(2);
  await rail.stop();
  await ground.loseReadModel();
  rail = await open("production");
  expect(rail.tenants).toEqual([]);
  for (const tenant of [alpha, beta]) {
    expect(await entriesOf(tenant)).toEqual([]);
    const step = { completedStepId: "step_docs", stepOutcome: "failed", advancedBy: "usr_rm_001" };
    const app = restClient(rail.baseUrl, tenant.appKey);
    dataOf(await app.post(`/journeys/${tenant.journeyId}/advance`, step), 200);
    await expect.poll(() => entriesOf(tenant)).toEqual(["journey.created", "journey.advanced", "journey.step_failed"]);
  }
});
