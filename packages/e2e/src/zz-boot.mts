import { handMade } from "./cluster/hand-made.ts";
import { mongodServer } from "@omni/rail/servers/mongod";
import { kafkaServer } from "@omni/rail/servers/kafka";
import { createTopics } from "@omni/platform/bus/kafka";
import { silentLog } from "@omni/platform/log";
import { readTopics } from "@omni/rail/topics";
import { join } from "node:path";
import { readFileSync } from "node:fs";
const cpu=(pid:number)=>{const f=readFileSync(`/proc/${pid}/stat`,"utf8").split(") ")[1]!.split(" "); return (Number(f[11])+Number(f[12]))*10;};
const rail = await handMade();
const m = await mongodServer({ directory: join(rail.directory, "m"), port: rail.mongodbPort });
const k = await kafkaServer({ directory: join(rail.directory, "k"), port: rail.kafkaPort });
await createTopics({ brokers: [rail.kafka], clientId: "test", log: silentLog }, readTopics());
for (const s of ["access","journey","timeline","gateway"] as const) {
  const times=[];
  for (let i=0;i<5;i++){ const t=performance.now(); const p=rail.start(s); await p.listening; times.push(`${Math.round(performance.now()-t)}(${cpu(p.pid)})`); if (i===0) await p.end(5000); else {process.kill(p.pid,"SIGKILL"); await p.ended;} }
  console.log(s, times.join(" "));
  const p = rail.start(s); await p.listening;
}
await rail.end(); await m.kill(); await k.kill(); process.exit(0);
