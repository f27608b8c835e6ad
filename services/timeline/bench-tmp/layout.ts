import { DatabaseSync } from "node:sqlite";
import { rmSync, statSync } from "node:fs";
const [, , layout = "now", page = "4096", auto = "4000", cust = "20000"] = process.argv;
const file = "/tmp/omni/l.sqlite"; for (const s of ["", "-wal", "-shm"]) rmSync(file + s, { force: true });
const db = new DatabaseSync(file);
db.exec(`PRAGMA page_size=${page}; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=${auto}; PRAGMA cache_size=-65536`);
const value = JSON.stringify({ id: "evt_01j9000000abcdefghijkl", timestamp: "2026-01-15T10:30:00.123Z", eventType: "journey.advanced", actorId: "usr_rm_001", actorName: "Ahmed Al-Rashidi", channel: "web", summary: "Journey advanced: KYC step completed", metadata: { completedSteps: 1, journeyId: "jrn_01j9000000abcdefghijklmnop", nextStepId: "step_docs", outcome: "passed", readyToComplete: false, stepId: "step_kyc", totalSteps: 6 } });
let ins: any[] = [];
const L: Record<string, string[]> = {
  now: ["CREATE TABLE t(tenant TEXT,id TEXT,sort_at INT,i_e TEXT,i_k TEXT,value TEXT)", "CREATE UNIQUE INDEX s ON t(tenant,sort_at,id)", "CREATE INDEX ie ON t(tenant,i_e,sort_at,id)", "CREATE INDEX ik ON t(tenant,i_k,sort_at,id)"],
  one: ["CREATE TABLE t(tenant TEXT,id TEXT,sort_at INT,i_e TEXT,i_k TEXT,value TEXT)", "CREATE UNIQUE INDEX s ON t(tenant,sort_at,id)", "CREATE INDEX ie ON t(tenant,i_e,sort_at,id)"],
  norow: ["CREATE TABLE t(tenant TEXT,id TEXT,sort_at INT,i_e TEXT,i_k TEXT,value TEXT, PRIMARY KEY(tenant,i_e,sort_at,id)) WITHOUT ROWID"],
  none: ["CREATE TABLE t(tenant TEXT,id TEXT,sort_at INT,i_e TEXT,i_k TEXT,value TEXT)"],
};
for (const s of L[layout]!) db.exec(s);
db.exec("CREATE TABLE applied(tenant TEXT,aggregate TEXT,sequence INT,PRIMARY KEY(tenant,aggregate)) WITHOUT ROWID");
const st = db.prepare("INSERT OR IGNORE INTO t VALUES(?,?,?,?,?,?)"); const ap = db.prepare("INSERT INTO applied VALUES(?,?,?) ON CONFLICT(tenant,aggregate) DO UPDATE SET sequence=excluded.sequence");
const rnd = (n: number) => { let t = ""; let x = (n * 2654435761) >>> 0; for (let k = 0; k < 16; k++) { x = (Math.imul(x, 1664525) + 1013904223) >>> 0; t += (x >>> 27).toString(32); } return t; };
const jid = (i: number) => "jrn_01j9" + String(i).padStart(6, "0") + rnd(i);
const N = 100_000, J = 3000; let tStmt = 0, tCommit = 0, maxC = 0; const cpu0 = process.cpuUsage(); const t0 = performance.now();
for (let b = 0; b < N; b += 256) {
  const t = performance.now(); db.exec("BEGIN IMMEDIATE");
  for (let i = b; i < b + 256; i++) { const j = i % J + Math.floor(i / (J * 7)) * J; const id = jid(j); const c = "customer/ent_customer_" + (Math.imul(j, 2654435761) >>> 0) % Number(cust); const place = "journey/" + id + " " + String(Math.floor(i / J)).padStart(10, "0"); const at = 1768472000000 + i;
    for (const e of ["journey/" + id, c]) st.run("tnt_alpha", place + " " + e, at, e, e + " journey.advanced", value); ap.run("tnt_alpha", "journey/" + id, i); }
  const t1 = performance.now(); db.exec("COMMIT"); const t2 = performance.now(); tStmt += t1 - t; tCommit += t2 - t1; maxC = Math.max(maxC, t2 - t1);
}
const c = process.cpuUsage(cpu0);
console.log(layout, page, auto, "stmt µs/ev", (tStmt / N * 1000).toFixed(1), "commit µs/ev", (tCommit / N * 1000).toFixed(1), "cpu µs/ev", ((c.user + c.system) / N).toFixed(1), "max commit", maxC.toFixed(0), "ev/s", Math.round(N / (performance.now() - t0) * 1000), "file B/ev", Math.round(statSync(file).size / N));
