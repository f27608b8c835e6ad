// Starts a broker, says where it is, and ends it with all its data when the input closes.
import { kafkaServer } from "@omni/rail/servers/kafka";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const directory = await mkdtemp(join(tmpdir(), "omni-kafka-"));
const server = await kafkaServer({ directory });
process.stdout.write(`${server.brokers}\n`);
await new Promise((resolve) => void process.stdin.resume().once("end", resolve));
await server.kill();
await rm(directory, { recursive: true });
