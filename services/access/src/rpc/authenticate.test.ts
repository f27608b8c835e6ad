import { accepted, addMilliseconds, instant, refusal, type Result } from "@omni/kernel";
import {
  accessService,
  contextSigner,
  contextVerifier,
  type Received,
  rpcClient,
  type SentRequestOf,
} from "@omni/platform/rpc";
import type { AccessServiceDefinition, ReceivedReplyOf, VerifyContext } from "@omni/platform/rpc";
import { type Store, systemCall } from "@omni/platform/store";
import { type EmbeddedServices, embeddedServices } from "@omni/testkit/embedded-service";
import { createPublicKey, createSecretKey, generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { developmentTenantsFile } from "../config.ts";
import { hashSecret } from "../credentials/key-hash.ts";
import { formatKey, keyIdFor, parseKey, secretFrom } from "../credentials/key-text.ts";
import type { DevelopmentKeys } from "../development/seed-development.ts";
import type { ApiKey } from "../domain/api-key.ts";
import { type Keys, keys } from "../keys.ts";
import { openAccessService } from "../service.ts";
import { contextLifetimeMs } from "./authenticate.ts";

type Reply = Result<Received<ReceivedReplyOf<AccessServiceDefinition, "authenticate">>>;

const keyPepper = Buffer.alloc(32, "pepper");
const pepper = createSecretKey(keyPepper);
const refused = refusal("credential.invalid");

let services: EmbeddedServices;
let store: Store;
let storedKeys: Keys;
let verify: VerifyContext;
let alpha: DevelopmentKeys;
let beta: DevelopmentKeys;
let ask: (request: SentRequestOf<AccessServiceDefinition, "authenticate">) => Promise<Reply>;

beforeEach(async () => {
  services = embeddedServices();
  const { contextKey, ports, clock } = services;
  const openStore: typeof ports.openStore = async (collections) => (store = await ports.openStore(collections));
  const config = {
    tenantsFile: developmentTenantsFile,
    decisionsByUserTokenOnly: false,
    keyPepper,
    contextKey,
    timelineKey: Buffer.alloc(32, "timeline"),
  };
  const access = await openAccessService({ ...ports, openStore }, config);
  services.serve(access);
  storedKeys = store.open(keys);
  verify = contextVerifier({ publicKeys: [createPublicKey(contextKey)], clock: clock.now });
  const [first, second] = await access.seedDevelopment();
  if (!first || !second) throw new Error("There are two development tenants.");
  [alpha, beta] = [first, second];
  const client = rpcClient(accessService, services.transport("access"));
  ask = (request) => client.authenticate({ credential: undefined }, { audience: "journey", ...request });
});
afterEach(() => services.close());

/** Stores one more key of tnt_alpha and answers its text. */
async function addKey(wish: Partial<ApiKey> = {}, secret = secretFrom(Buffer.alloc(32, "s"))): Promise<string> {
  const id = keyIdFor("tnt_alpha", Buffer.alloc(10, JSON.stringify(wish).slice(-10)));
  const secretHash = hashSecret(pepper, id, secret);
  const state: ApiKey = { id, mode: "live", secretHash, scopes: [], createdAt: services.clock.now(), ...wish };
  const call = systemCall<{ readonly id: string }>("tnt_alpha", services.clock.now);
  const made = await storedKeys.create(call, { prefix: "key_", id, decide: () => accepted({ state, events: [] }) });
  expect(made.ok).toBe(true);
  return formatKey("live", id, secret);
}

async function deactivate(userId: string): Promise<void> {
  const access = rpcClient(accessService, services.transport("access"));
  const user = { userId, displayName: "Gone", active: false };
  expect(await access.putUser({ credential: { apiKey: alpha.adminKey } }, user)).toMatchObject({ ok: true });
}

const contextOf = async (request: Parameters<typeof ask>[0]): Promise<string> => {
  const answer = await ask(request);
  if (!answer.ok) throw new Error(answer.code);
  return answer.value.reply.context ?? "";
};
const callerOf = async (request: Parameters<typeof ask>[0]) => {
  const caller = verify(await contextOf(request), "journey");
  if (!caller.ok) throw new Error(caller.code);
  return caller.value;
};

describe("a good key", () => {
  test("becomes a context of its tenant, client, scopes and user, good for 5 seconds", async () => {
    const caller = await callerOf({ apiKey: alpha.appKey });
    expect(caller).toMatchObject({
      tenantId: "tnt_alpha",
      zone: "Asia/Riyadh",
      clientId: parseKey(alpha.appKey)?.keyId,
      actor: { kind: "user", id: "usr_rm_001", name: "Ahmed Al-Rashidi", roles: ["relationship_manager"] },
      expiresAt: services.clock.now() + contextLifetimeMs,
    });
    expect(caller.scopes).toContain("journeys:write");
    expect(caller.scopes).not.toContain("users:write");
  });

  test("without a user acts as the client", async () => {
    const { actor, clientId } = await callerOf({ apiKey: alpha.adminKey });
    expect(actor).toEqual({ kind: "client", id: clientId, roles: [], teams: [] });
  });

  test("names whom it may, by the same rules for everybody", async () => {
    await deactivate("usr_gone");
    expect(await callerOf({ apiKey: alpha.appKey, actorId: "usr_rm_002" })).toMatchObject({
      actor: { id: "usr_rm_002" },
    });
    expect(await ask({ apiKey: alpha.appKey, actorId: "usr_ghost" })).toEqual(refusal("user.unknown"));
    expect(await ask({ apiKey: alpha.appKey, actorId: "usr_gone" })).toMatchObject({ code: "user.inactive" });
    const own = await addKey({ userId: "usr_rm_001" });
    expect(await callerOf({ apiKey: own, actorId: "usr_rm_001" })).toMatchObject({ actor: { id: "usr_rm_001" } });
    expect(await ask({ apiKey: own, actorId: "usr_rm_002" })).toEqual(refusal("actor.mismatch"));
  });

  test("of a user who was deactivated is refused from the next question on", async () => {
    await callerOf({ apiKey: alpha.appKey });
    await deactivate("usr_rm_001");
    expect(await ask({ apiKey: alpha.appKey })).toMatchObject({ code: "user.inactive" });
  });

  test("is good until the millisecond of its expiry", async () => {
    const expiresAt = addMilliseconds(services.clock.now(), 1000);
    const key = await addKey({ expiresAt });
    services.clock.advance(999);
    await contextOf({ apiKey: key });
    services.clock.advance(1);
    expect(await ask({ apiKey: key })).toEqual(refused);
  });

  test("is not sent to a service that nobody knows", async () => {
    for (const audience of ["", "gateway", "ACCESS", "journey "]) {
      const answer = await ask({ apiKey: alpha.appKey, audience });
      expect(answer).toMatchObject({ code: "request.invalid", faults: [{ pointer: "/audience" }] });
    }
  });
});

test("every key that is not good is refused with one answer, whatever is wrong with it", async () => {
  const good = await addKey({ scopes: ["act_as"] });
  const parts = parseKey(good);
  if (!parts) throw new Error("The key is well-formed.");
  await contextOf({ apiKey: good });
  const inBeta = keyIdFor("tnt_beta", Buffer.alloc(10, "x"));
  const corpus = {
    nothing: "",
    "one letter": "i",
    "the prefix": "iof_live_",
    "cut by one": good.slice(0, -1),
    "cut in the middle": good.slice(0, 30),
    "one letter more": `${good}0`,
    "a blank before": ` ${good}`,
    "a line break after": `${good}\n`,
    "a wrong checksum": good.slice(0, -6) + "000000",
    "the other case": good.toUpperCase(),
    "the secret in the other case": good.slice(0, -28) + good.slice(-28).toLowerCase(),
    "the other mode": formatKey("test", parts.keyId, parts.secret),
    "a wrong secret": formatKey("live", parts.keyId, "1".repeat(22)),
    "an unknown key": formatKey("live", keyIdFor("tnt_alpha", Buffer.alloc(10, "y")), parts.secret),
    "a key of no tenant": formatKey("live", keyIdFor("tnt_gamma", Buffer.alloc(10, "y")), parts.secret),
    "its id in the other tenant": formatKey("live", `key_${inBeta.slice(4, 12)}${parts.keyId.slice(12)}`, parts.secret),
    "another's secret": formatKey("test", parseKey(alpha.appKey)?.keyId ?? "", parseKey(beta.appKey)?.secret ?? ""),
    expired: await addKey({ expiresAt: services.clock.now() }),
    "expired long ago": await addKey({ expiresAt: instant(0) }),
    "a hash under another pepper": await addKey({
      secretHash: hashSecret(createSecretKey(Buffer.alloc(32)), parts.keyId, parts.secret),
    }),
    "a hash copied from another key": await addKey({ secretHash: hashSecret(pepper, parts.keyId, parts.secret) }),
    "10 KB of letters": "x".repeat(10_000),
    "10 KB behind a key": good + "x".repeat(10_000),
    "10 KB of letters nobody knows": "\u{1F511}".repeat(2_500),
    "a prototype's member": "__proto__",
  };
  for (const [what, apiKey] of Object.entries(corpus)) {
    expect([what, await ask({ apiKey })]).toEqual([what, refused]);
  }
  expect(await ask({})).toEqual(refused);
});

describe("a context", () => {
  test("that was made for one service is refused by another, whose calls it would open", async () => {
    const forJourney = await contextOf({ apiKey: alpha.appKey });
    const forAccess = await contextOf({ apiKey: alpha.appKey, audience: "access" });
    const access = rpcClient(accessService, services.transport("access"));
    const wanted = { userId: "usr_rm_001" };
    expect(await access.getUser({ credential: { context: forJourney } }, wanted)).toEqual(refused);
    expect(await access.getUser({ credential: { context: forAccess } }, wanted)).toMatchObject({ ok: true });
  });

  test("is exchanged for one of another service with the same client and actor", async () => {
    const context = await contextOf({ apiKey: alpha.appKey, actorId: "usr_rm_002", audience: "timeline" });
    const before = verify(context, "timeline");
    services.clock.advance(1000);
    const after = await callerOf({ context });
    expect(before).toMatchObject({ ok: true, value: { ...after, expiresAt: after.expiresAt - 1000 } });
    expect(after.actor.id).toBe("usr_rm_002");
    expect(await callerOf({ context, actorId: "usr_rm_002" })).toEqual(after);
    expect(await ask({ context, actorId: "usr_rm_001" })).toEqual(refusal("actor.mismatch"));
    const client = await contextOf({ apiKey: alpha.adminKey });
    expect((await callerOf({ context: client })).actor.kind).toBe("client");
  });

  test("that is forged, spoilt or out of date is not exchanged", async () => {
    const context = await contextOf({ apiKey: alpha.appKey });
    const [payload = "", signature = ""] = context.split(".");
    const other = Buffer.from(payload, "base64url").toString().replace("tnt_alpha", "tnt_beta");
    const caller = await callerOf({ context });
    const selfMade = contextSigner(generateKeyPairSync("ed25519").privateKey)(caller, "journey");
    const spoilt = `${Buffer.from(other).toString("base64url")}.${signature}`;
    for (const text of [selfMade, spoilt, payload, "", "x".repeat(10_000)]) {
      expect(await ask({ context: text })).toEqual(refused);
    }
    services.clock.advance(contextLifetimeMs);
    expect(await ask({ context })).toEqual(refused);
  });

  test("is not exchanged once its key has expired or its user is inactive", async () => {
    const key = await addKey({ expiresAt: addMilliseconds(services.clock.now(), 1000) });
    const context = await contextOf({ apiKey: key });
    const named = await contextOf({ apiKey: alpha.appKey, actorId: "usr_rm_002" });
    services.clock.advance(1000);
    expect(await ask({ context })).toEqual(refused);
    await deactivate("usr_rm_002");
    expect(await ask({ context: named })).toMatchObject({ code: "user.inactive" });
  });
});
