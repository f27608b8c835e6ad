import { accepted, instant, refusal, type Result } from "@omni/kernel";
import {
  accessService,
  type AccessServiceDefinition,
  contextSigner,
  contextVerifier,
  type Received,
  type ReceivedReplyOf,
  rpcClient,
  type SentRequestOf,
  serviceKeyText,
  type VerifyContext,
} from "@omni/platform/rpc";
import { type EmbeddedServices, embeddedServices } from "@omni/testkit/embedded-service";
import fc from "fast-check";
import { createPublicKey } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { developmentTenantsFile } from "../config.ts";
import type { DevelopmentKeys } from "../development/seed-development.ts";
import { openAccessService } from "../service.ts";
import { contextLifetimeMs } from "./authenticate.ts";

type Reply = Result<Received<ReceivedReplyOf<AccessServiceDefinition, "authenticate">>>;
type Request = SentRequestOf<AccessServiceDefinition, "authenticate">;

const keyPepper = Buffer.alloc(32, "pepper");
const timelineKey = Buffer.alloc(32, "timeline");
const refused = refusal("credential.invalid");
const text = (tenantId: string, service = "timeline", key: Uint8Array = timelineKey) =>
  serviceKeyText({ service, tenantId, key });

let services: EmbeddedServices;
let verify: VerifyContext;
let beta: DevelopmentKeys;
let ask: (request: Request) => Promise<Reply>;

beforeEach(async () => {
  services = embeddedServices();
  const { contextKey, ports, clock } = services;
  const config = { tenantsFile: developmentTenantsFile, decisionsByUserTokenOnly: true, keyPepper, contextKey };
  const access = await openAccessService(ports, { ...config, timelineKey });
  services.serve(access);
  verify = contextVerifier({ publicKeys: [createPublicKey(contextKey)], clock: clock.now });
  const [, second] = await access.seedDevelopment();
  if (!second) throw new Error("There are two development tenants.");
  beta = second;
  const client = rpcClient(accessService, services.transport("access"));
  ask = (request) => client.authenticate({ credential: undefined }, { audience: "journey", ...request });
});
afterEach(() => services.close());

const contextOf = async (request: Request): Promise<string> => {
  const answer = await ask(request);
  if (!answer.ok) throw new Error(answer.code);
  return answer.value.reply.context ?? "";
};

test("the timeline's key becomes a context of its tenant that may read events, acts for itself, and lives 5 seconds", async () => {
  for (const [tenantId, audience] of [
    ["tnt_alpha", "journey"],
    ["tnt_beta", "access"],
  ] as const) {
    const context = await contextOf({ apiKey: text(tenantId), audience });
    expect(verify(context, audience)).toEqual(
      accepted({
        tenantId,
        zone: "Asia/Riyadh",
        clientId: "svc_timeline",
        scopes: ["timeline:read"],
        actor: { kind: "client", id: "svc_timeline", roles: [], teams: [] },
        expiresAt: services.clock.now() + contextLifetimeMs,
      }),
    );
  }
});

test("the timeline's key names nobody, not even itself", async () => {
  const context = await contextOf({ apiKey: text("tnt_alpha") });
  for (const actorId of ["usr_rm_001", "usr_ghost", "svc_timeline", ""]) {
    expect(await ask({ apiKey: text("tnt_alpha"), actorId })).toEqual(refusal("actor.mismatch"));
    expect(await ask({ context, actorId })).toEqual(refusal("actor.mismatch"));
  }
});

test("the timeline's key opens nothing but the producers of events: no timeline, and so no route of the gateway", async () => {
  expect(await ask({ apiKey: text("tnt_alpha"), audience: "timeline" })).toEqual(refused);
  const context = await contextOf({ apiKey: text("tnt_alpha") });
  expect(await ask({ context, audience: "timeline" })).toEqual(refused);
});

test("a key for a service is refused with the one answer unless it was made with the key, for this service and tenant", async () => {
  const good = text("tnt_alpha");
  const proof = good.slice(-43);
  const corpus = {
    "the prefix": "iof_svc_",
    "no proof": "iof_svc_timeline_tnt_alpha_",
    "the proof in another case": good.slice(0, -43) + proof.toLowerCase(),
    "a blank after": `${good} `,
    "a line break after": `${good}\n`,
    "10 KB behind it": good + "x".repeat(10_000),
    "the other tenant's proof": text("tnt_beta").slice(0, -43) + proof,
    "a proof for an unknown tenant": `iof_svc_timeline_tnt_gamma_${proof}`,
    "another service": text("tnt_alpha", "webhook"),
    "another service with no key at all": text("tnt_alpha", "webhook", new Uint8Array(32)),
    "a key of an earlier time": text("tnt_alpha", "timeline", Buffer.alloc(32, "earlier")),
    "an unknown tenant under another key": text("tnt_gamma", "timeline", Buffer.alloc(32, "earlier")),
    "the pepper as key": text("tnt_alpha", "timeline", keyPepper),
  };
  for (const [what, apiKey] of Object.entries(corpus)) {
    expect([what, await ask({ apiKey })]).toEqual([what, refused]);
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 127 }), async (at, change) => {
      const changed = String.fromCharCode(good.charCodeAt(at) ^ change);
      expect(await ask({ apiKey: good.slice(0, at) + changed + good.slice(at + 1) })).toEqual(refused);
    }),
    { numRuns: 300 },
  );
});

test("a right key for a tenant that is not on record says so to its holder, and becomes nothing", async () => {
  for (const tenantId of ["tnt_gamma", "TNT_ALPHA", "tnt_alpha_", "__proto__", "@"]) {
    expect([tenantId, await ask({ apiKey: text(tenantId) })]).toEqual([tenantId, refusal("tenant.unknown")]);
  }
});

test("the timeline's context is exchanged for the other producer's context, which ends when the first one does", async () => {
  const context = await contextOf({ apiKey: text("tnt_alpha"), audience: "access" });
  const ends = services.clock.now() + contextLifetimeMs;
  services.clock.advance(3000);
  const exchanged = await contextOf({ context });
  expect(verify(exchanged, "journey")).toMatchObject(
    accepted({ tenantId: "tnt_alpha", clientId: "svc_timeline", scopes: ["timeline:read"], expiresAt: ends }),
  );
  const again = await contextOf({ context: exchanged, audience: "access" });
  services.clock.advance(2000);
  for (const old of [context, exchanged, again]) expect(await ask({ context: old })).toEqual(refused);
});

test("a context of the timeline's is judged by the tenants and rights of today when it is exchanged", async () => {
  const actor = { kind: "client", id: "svc_timeline", roles: [], teams: [] } as const;
  const caller = { zone: "UTC", clientId: "svc_timeline", scopes: ["act_as"], actor, expiresAt: instant(2 ** 50) };
  const signed = contextSigner(services.contextKey);
  const gone = signed({ ...caller, tenantId: "tnt_gamma" }, "access");
  expect(await ask({ context: gone })).toEqual(refusal("tenant.unknown"));
  const unknown = signed({ ...caller, tenantId: "tnt_alpha", clientId: "svc_webhook" }, "access");
  expect(await ask({ context: unknown })).toEqual(refused);
  // Whatever an earlier version put into it: rights are those of today.
  const wide = signed({ ...caller, tenantId: "tnt_alpha" }, "access");
  const today = { tenantId: "tnt_alpha", scopes: ["timeline:read"], zone: "Asia/Riyadh" };
  expect(verify(await contextOf({ context: wide }), "journey")).toMatchObject(accepted(today));
});

test("the timeline's key reads the stored events of its own tenant, and of no other, nor anything else", async () => {
  const access = rpcClient(accessService, services.transport("access"));
  const userId = "usr_of_beta_alone";
  const put = await access.putUser({ credential: { apiKey: beta.adminKey } }, { userId, displayName: "Beta's" });
  expect(put).toMatchObject({ ok: true });
  const read = async (tenantId: string) => {
    const asked = { aggregateType: "user", aggregateId: userId, fromSequence: 1 };
    const answer = await access.readEvents({ credential: { apiKey: text(tenantId) } }, asked);
    return answer.ok ? answer.value.reply.events.map((event) => Buffer.from(event).toString()) : answer;
  };
  expect(await read("tnt_beta")).toEqual([expect.stringContaining('"tenantId":"tnt_beta"')]);
  expect(await read("tnt_alpha")).toEqual([]);
  const credential = { apiKey: text("tnt_beta") };
  expect(await access.getUser({ credential }, { userId })).toMatchObject({ code: "scope.missing" });
  expect(await access.putUser({ credential }, { userId, displayName: "C" })).toMatchObject({ code: "scope.missing" });
});
