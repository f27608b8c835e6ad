import { accepted } from "@omni/kernel";
import { directTransport } from "@omni/platform/rpc/direct";
import { grpcTransport, listenGrpc } from "@omni/platform/rpc/grpc";
import { silentLog } from "@omni/platform/log";
import { idsFrom, instant } from "@omni/kernel";
import { rpcServer, rpcService, rpcClient, journeyService, contextSigner, contextVerifier, type RpcOf, type JourneyServiceDefinition } from "@omni/platform/rpc";
import { generateKeyPairSync, randomFillSync } from "node:crypto";
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const clock = () => instant(Date.now());
const ids = idsFrom(clock, (b) => randomFillSync(b));
const verify = contextVerifier({ publicKeys: [publicKey], clock });
const steps = Array.from({ length: 6 }, (_, i) => ({ id: `step_${i}`, name: `Step ${i}`, type: "manual", order: i, required: true, status: "pending", evidenceRequired: false, overdue: false }));
const journey = { id: "jrn_01jabcdefghjkmnpqrstvwxyz0", status: "in_progress", templateId: "tmpl_onboarding_sme", templateVersion: 1, customerId: "ent_customer_456", channel: "web", currentStepIndex: 1, currentStep: { id: "step_1", name: "Step 1", type: "manual", status: "in_progress" }, totalSteps: 6, completedSteps: 1, priority: "normal", overdue: false, onHold: false, readyToComplete: false, createdBy: "usr_rm_001", createdAt: "2026-01-15T10:30:00Z", updatedAt: "2026-01-15T10:30:00Z", steps, context: Buffer.from('{"a":1,"b":"two"}') };
let withConsistency = false;
const advance: RpcOf<JourneyServiceDefinition, "advanceJourney"> = async (call) => accepted(call.answer(journey, { etag: '"3-in_progress"', ...(withConsistency ? { consistency: call.consistencyAfter({ aggregateType: "journey", aggregateId: journey.id, sequence: 3 }) } : {}) }));
const encoded = journeyService.codec("advanceJourney").encodeReply(journey);
const get: RpcOf<JourneyServiceDefinition, "getJourney"> = async () => accepted({ encoded });
const nope = async () => { throw new Error("no"); };
const service = rpcService(journeyService, {
  advanceJourney: { rules: { scope: "journeys:write", actor: { field: "advancedBy" } }, handler: advance },
  getJourney: { rules: { scope: "journeys:read" }, handler: get },
  createJourney: { rules: { scope: "x" }, handler: nope }, listJourneys: { rules: { scope: "x" }, handler: nope }, readEvents: { rules: { scope: "x" }, handler: nope },
});
const server = rpcServer({ name: "journey", services: [service], authority: nope, verify, clock, ids, tokenSecret: Buffer.alloc(32, 1), log: silentLog });
const context = contextSigner(privateKey)({ tenantId: "tnt_alpha", zone: "Asia/Riyadh", clientId: "key_1", scopes: ["a:read", "a:write", "journeys:read", "journeys:write"], actor: { id: "usr_rm_001", name: "Ahmed", roles: ["rm"], teams: [], kind: "user" }, expiresAt: instant(Date.now() + 1e7) }, "journey");
async function bench(name: string, run: (i: number) => Promise<unknown>, n: number, clients = 1) {
  let i = 0;
  const worker = async (end: number) => { while (i < end) await run(i++); };
  await Promise.all(Array.from({ length: clients }, () => worker(n / 5)));
  i = 0; const heap0 = process.memoryUsage().heapUsed; const t = performance.now();
  await Promise.all(Array.from({ length: clients }, () => worker(n)));
  const us = ((performance.now() - t) * 1000) / n;
  console.log(name.padEnd(46), us.toFixed(2), "µs/call");
}
const direct = rpcClient(journeyService, directTransport(() => server));
const raw = directTransport(() => server);
const request = { journeyId: journey.id, completedStepId: "step_0", stepOutcome: "passed", stepData: Buffer.from('{"x":1}'), advancedBy: "usr_rm_001" };
const bytes = journeyService.codec("advanceJourney").encodeRequest(request);
const getBytes = journeyService.codec("getJourney").encodeRequest({ journeyId: journey.id });
const n = Number(process.argv[2] ?? 200000);
const codec = journeyService.codec("advanceJourney");
await bench("codec: encode reply", async () => codec.encodeReply(journey), n);
await bench("codec: decode reply", async () => codec.decodeReply(encoded), n);
await bench("codec: encode request", async () => codec.encodeRequest(request), n);
await bench("codec: decode request", async () => codec.decodeRequest(bytes), n);
await bench("raw invoke, get, stored bytes", () => raw.invoke("/omni.journey.v1.JourneyService/GetJourney", { credential: { context } }, getBytes), n);
await bench("raw invoke, advance (encodes the reply)", () => raw.invoke(codec.path, { credential: { context } }, bytes), n);
await bench("client, get", () => direct.getJourney({ credential: { context } }, { journeyId: journey.id }), n);
await bench("client, advance", () => direct.advanceJourney({ credential: { context } }, request), n);
await bench("client, advance with key", (i) => direct.advanceJourney({ credential: { context }, idempotencyKey: "k" + i }, request), n);
withConsistency = true;
await bench("client, advance with key and token", (i) => direct.advanceJourney({ credential: { context }, idempotencyKey: "k" + i }, request), n);
await bench("client, advance with key and token, 64", (i) => direct.advanceJourney({ credential: { context }, idempotencyKey: "k" + i }, request), n, 64);
withConsistency = false;
const l = await listenGrpc({ server, host: "127.0.0.1", port: 0, clock, ids, log: silentLog, ready: () => true });
const gt = grpcTransport({ address: l.address, clock });
const grpc = rpcClient(journeyService, gt);
await bench("gRPC, advance with key, 1", (i) => grpc.advanceJourney({ credential: { context }, idempotencyKey: "k" + i }, request), n / 20);
await bench("gRPC, advance with key, 64", (i) => grpc.advanceJourney({ credential: { context }, idempotencyKey: "k" + i }, request), n / 20, 64);
await gt.close(); await l.stop();
