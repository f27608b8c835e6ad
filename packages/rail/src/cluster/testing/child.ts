// A process for tests of the supervisor: it speaks as a service does, and behaves as its environment says.
import { existsSync } from "node:fs";
import type { ChildBehaviour } from "./child-behaviour.ts";

const { CHILD = "{}" } = process.env;
// Written by `childEnvironment`.
const behaviour = JSON.parse(CHILD) as ChildBehaviour;
const { dies, diesUnless, says = [], takesWork = true, term = "ends" } = behaviour;

for (const line of says) process.stdout.write(line);
process.on("SIGTERM", () => {
  process.stdout.write(`asked to end ${process.pid}\n`);
  if (term === "ends") process.exit(0);
});
if (term !== "outlives") process.on("disconnect", () => process.exit(0));

if (dies === "before it takes work" || (diesUnless !== undefined && !existsSync(diesUnless))) {
  process.stderr.write("There is nothing to live for.\n");
  process.exit(3);
}
if (takesWork) {
  process.stdout.write(`takes work ${process.pid}\n`);
  process.send?.({ kind: "something else" });
  process.send?.({ kind: "listening", service: "child", address: `here:${process.pid}`, metricsPort: 1 });
}
if (dies === "soon") setTimeout(() => process.exit(4), 20);
setInterval(() => undefined, 1_000);
