import { idsFrom, instant } from "@omni/kernel";
import { silentLog } from "@omni/platform/log";
import { openMongoStore, dropMongoDatabase } from "@omni/platform/store/mongo";
import { accounts, deposit, openAccount } from "/work/main/packages/testkit/src/store/accounts.ts";
import { valueOf } from "/work/main/packages/testkit/src/store/bench.ts";
import { replyOf, testCall } from "/work/main/packages/testkit/src/calls.ts";
const url = process.env.OMNI_MONGODB_URL!;
const clock = () => instant(Date.now());
const random = (b: Uint8Array) => crypto.getRandomValues(b);
const database = "bench_" + (Date.now() % 100000);
const deps = {
  clock,
  random,
  ids: idsFrom(clock, random),
  sleep: (ms: number) => new Promise<void>((r) => setTimeout(r, ms)),
};
const store = await openMongoStore({ url, database, collections: [accounts], migrates: true, log: silentLog, ...deps });
const col = store.open(accounts);
const stop = new AbortController();
const relayOn = process.argv[2] !== "norelay";
let carried = 0;
const relay = (async () => {
  while (!stop.signal.aborted) {
    await store.outbox.woken(stop.signal);
    await new Promise((r) => setTimeout(r, Number(process.argv[4] ?? 4)));
    if (!relayOn) continue;
    const e = await store.outbox.pending(512);
    await store.outbox.acknowledge(e);
    carried += e.length;
  }
})();
const pct = (a: number[], p: number) => a.sort((x, y) => x - y)[Math.floor(a.length * p)]?.toFixed(2);
const note = "x".repeat(1200);
for (const n of (process.argv[3] ?? "1,16,64").split(",").map(Number)) {
  const ids = await Promise.all(
    Array.from(
      { length: n },
      async (_, i) =>
        replyOf(
          valueOf(
            await col.create(testCall(), { prefix: "jrn_", decide: openAccount({ owner: `${n}-${i}-${Date.now()}` }) }),
          ),
        ).id,
    ),
  );
  let end = false;
  let k = 0;
  const lat: number[] = [];
  const run = async (ms: number, rec: boolean) => {
    end = false;
    const t0 = performance.now();
    let done = 0;
    carried = 0;
    const cpu = process.cpuUsage();
    setTimeout(() => {
      end = true;
    }, ms);
    await Promise.all(
      ids.map(async (id, w) => {
        let used = 0;
        while (!end) {
          if (used++ === 50) {
            used = 0;
            id = replyOf(
              valueOf(
                await col.create(testCall(), {
                  prefix: "jrn_",
                  decide: openAccount({ owner: `${w}-${Math.random()}` }),
                }),
              ),
            ).id;
          }
          const t = performance.now();
          const o = await col.change(testCall({ key: `k${k++}` }), id, (a) => {
            const d = deposit(1)(a);
            return d.ok ? { ok: true as const, value: { ...d.value, state: { ...d.value.state, note } } } : d;
          });
          if (!o.ok) throw new Error(JSON.stringify(o));
          if (rec) lat.push(performance.now() - t);
          done++;
        }
      }),
    );
    const c = process.cpuUsage(cpu);
    return [(done / (performance.now() - t0)) * 1000, (c.user + c.system) / 1000 / done, carried] as const;
  };
  await run(1500, false);
  const [rate, cpu, car] = await run(4000, true);
  console.log(
    `store ${relayOn ? "+relay" : ""} ${n}: ${Math.round(rate)}/s p50 ${pct(lat, 0.5)} p99 ${pct(lat, 0.99)} ms, client cpu ${cpu.toFixed(2)} ms/commit, carried ${car}`,
  );
}
stop.abort();
await relay;
await store.close();
await dropMongoDatabase({ url, database, log: silentLog });
// bare
const mongoose = (await import("/work/main/packages/platform/node_modules/mongoose/index.js")).default;
const c = await mongoose
  .createConnection(url, {
    dbName: database,
    writeConcern: { w: "majority", journal: true },
    maxPoolSize: 64,
    minPoolSize: 4,
  })
  .asPromise();
const raw = c.db!.collection<any>("bare");
for (const n of (process.argv[3] ?? "1,16,64").split(",").map(Number)) {
  for (let i = 0; i < n; i++) await raw.insertOne({ _id: `${n}-${i}`, version: 1, text: "x".repeat(2000) } as any);
  let end = false;
  const lat: number[] = [];
  const run = async (ms: number, rec: boolean) => {
    end = false;
    const t0 = performance.now();
    let done = 0;
    const cpu = process.cpuUsage();
    setTimeout(() => {
      end = true;
    }, ms);
    await Promise.all(
      Array.from({ length: n }, async (_, i) => {
        let v = (await raw.findOne({ _id: `${n}-${i}` } as any))!.version;
        while (!end) {
          const t = performance.now();
          const r = await raw.updateOne({ _id: `${n}-${i}`, version: v } as any, {
            $set: { text: "y".repeat(2000), version: v + 1 },
          });
          if (r.matchedCount !== 1) throw new Error("lost");
          v++;
          done++;
          if (rec) lat.push(performance.now() - t);
        }
      }),
    );
    const cc = process.cpuUsage(cpu);
    return [(done / (performance.now() - t0)) * 1000, (cc.user + cc.system) / 1000 / done] as const;
  };
  await run(1000, false);
  const [rate, cpu] = await run(3000, true);
  console.log(`bare ${n}: ${Math.round(rate)}/s p50 ${pct(lat, 0.5)} p99 ${pct(lat, 0.99)} ms, cpu ${cpu.toFixed(2)}`);
}
await c.dropDatabase();
await c.close();
process.exit(0);
