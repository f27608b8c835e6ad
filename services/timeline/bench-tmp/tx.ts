import { DatabaseSync } from "node:sqlite";
const proto = DatabaseSync.prototype as any; const orig = proto.prepare;
const stats: Record<string, { n: number; ms: number }> = {};
proto.prepare = function (text: string) {
  const st = orig.call(this, text); const run = st.run.bind(st); const get = st.get.bind(st); const all = st.all.bind(st); const k = text.slice(0, 40);
  const wrap = (f: any) => (...a: any[]) => { const t = performance.now(); try { return f(...a); } finally { const s = (stats[k] ??= { n: 0, ms: 0 }); s.n++; s.ms += performance.now() - t; } };
  st.run = wrap(run); st.get = wrap(get); st.all = wrap(all); return st;
};
await import("./pipe.ts");
for (const [k, s] of Object.entries(stats)) if (s.ms > 5) console.log(k.padEnd(42), s.n, s.ms.toFixed(0) + "ms", (s.ms / s.n * 1000).toFixed(1) + "µs");
