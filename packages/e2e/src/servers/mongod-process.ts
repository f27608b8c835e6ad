// Starts MongoDB, says where it is, and ends it with all its data when the input closes.
import { mongodServer } from "@omni/rail/servers/mongod";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const directory = await mkdtemp(join(tmpdir(), "omni-mongod-"));
// Tests own time: the server must not forget answers by a clock of its own.
const server = await mongodServer({ directory, parameters: { ttlMonitorEnabled: "false" } });
process.stdout.write(`${server.url}\n`);
await new Promise((resolve) => void process.stdin.resume().once("end", resolve));
await server.kill();
await rm(directory, { recursive: true });
