import { openLogBus } from "@omni/platform/bus/log";
import { openSqliteProjection } from "@omni/platform/projection/sqlite";
import { silentLog } from "@omni/platform/log";
import { instant, refusal } from "@omni/kernel";
import { rmSync, statSync } from "node:fs";
import { consumeEvents } from "../src/consumers/consume-events.ts";
import { timeline } from "../src/timeline.ts";
const dir = process.argv[3] ?? "/tmp/omni/";
const N = Number(process.argv[2] ?? 60000);
for (const f of ["b.sqlite", "t.sqlite"]) for (const s of ["", "-wal", "-shm"]) rmSync(dir + f + s, { force: true });
const clock = () => instant(Date.now());
const bus = openLogBus({ file: dir + "b.sqlite", clock, log: silentLog });
const projection = openSqliteProjection({ file: dir + "t.sqlite", declaration: timeline, clock });
const deps = { projection, producers: () => undefined, clock, log: silentLog, outgoing: async () => refusal("service.unavailable") };
const sub = consumeEvents(deps);
let got = 0, batches = 0;
await bus.consume({ ...sub, handler: async (b) => { await sub.handler(b); got += b.length; batches++; } });
const journeys = 3000, enc = new TextEncoder();
const rnd = (n: number) => { let t = ""; let x = (n * 2654435761) >>> 0; for (let k = 0; k < 16; k++) { x = (Math.imul(x, 1664525) + 1013904223) >>> 0; t += (x >>> 27).toString(32); } return t; };
const ulid = (i: number) => "01j9" + String(i).padStart(6, "0") + rnd(i);
const seqs = new Map<number, number>();
let at = Date.UTC(2026, 0, 15);
function make(i: number) {
  const j = i % journeys + Math.floor(i / (journeys * 7)) * journeys; const seq = (seqs.get(j) ?? 0) + 1; seqs.set(j, seq); at += 1;
  const id = "jrn_" + ulid(j), cust = "ent_customer_" + (Math.imul(j, 2654435761) >>> 0) % Number(process.env.CUST ?? 20000);
  const e = { actor: { id: "usr_rm_001", name: "Ahmed Al-Rashidi" }, aggregate: { id, sequence: seq, type: "journey", version: seq }, causationId: "req_" + i, channel: "web", clientId: "key_1", correlationId: "req_" + i, data: { completedSteps: 1, journeyId: id, nextStepId: "step_docs", outcome: "passed", readyToComplete: false, stepId: "step_kyc", totalSteps: 6 }, epoch: 1, eventId: "evt_" + ulid(i), eventType: "journey.advanced", integrity: { hash: "b".repeat(64), previous: "a".repeat(64), salt: "c".repeat(32) }, occurredAt: new Date(at).toISOString().replace(".000Z","Z"), schemaVersion: 1, subjects: [{ id, type: "journey" }, { id: cust, type: "customer" }], summary: "Journey advanced: KYC step completed", tenantId: "tnt_alpha" };
  return { topic: "omni.journey.v1", key: "tnt_alpha/" + id, headers: { ce_specversion: "1.0", ce_id: e.eventId, ce_type: "omni.journey.advanced", ce_source: "/omni/journey", "content-type": "application/json", "omni-tenant": "tnt_alpha", "omni-aggregate": "journey/" + id, "omni-sequence": String(seq) }, value: enc.encode(JSON.stringify(e)) };
}
const all = Array.from({ length: N }, (_, i) => make(i));
for (const size of [64, 256, 512]) {
  const third = Math.floor(N / 3); const start = [64, 256, 512].indexOf(size) * third;
  got = 0; batches = 0; let maxBlock = 0, last = performance.now(); let alive = true;
  const tick = () => { const n = performance.now(); maxBlock = Math.max(maxBlock, n - last); last = n; if (alive) setImmediate(tick); }; tick();
  const t = performance.now(); let sent = 0;
  const cpu = process.cpuUsage();
  while (sent < third) { await bus.publish(all.slice(start + sent, start + Math.min(third, sent + size))); sent += size; while (sent - got > 2048) await new Promise((r) => setImmediate(r)); }
  while (got < third) await new Promise((r) => setImmediate(r));
  alive = false; const ms = performance.now() - t; const c = process.cpuUsage(cpu);
  console.log("publish", size, Math.round(third / ms * 1000), "events/s", "batch avg", Math.round(got / batches), "longest turn ms", maxBlock.toFixed(1), "cpu ms/event", ((c.user + c.system) / 1000 / third).toFixed(4));
}
for (const f of ["b.sqlite", "t.sqlite"]) console.log(f, statSync(dir + f).size / N, "bytes/event");
await bus.close(); await projection.close();
