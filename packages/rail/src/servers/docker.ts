import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { CannotStart } from "@omni/platform/lifecycle";
import { capture, type Outcome } from "../cli/command.ts";

/** Where the containers are declared, in a checkout. */
const composeFile = fileURLToPath(new URL("../../../../docker-compose.yml", import.meta.url));

/** A container of docker-compose.yml that the cluster can use, and the port at which it takes clients from outside. */
export interface Container {
  readonly service: "mongodb" | "kafka";
  readonly port: number;
}

export const mongodbContainer: Container = { service: "mongodb", port: 27017 };
export const kafkaContainer: Container = { service: "kafka", port: 9092 };

/** Containers that this process has started. */
export interface Containers {
  /** `host:port`, by the container's name. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Stops those that did not run before. */
  stop(): Promise<void>;
}

/** Runs a command to its end. */
export type Run = (command: string, args: readonly string[]) => Promise<Outcome>;

/** Whether a Docker engine runs here that can be used. */
export const dockerRuns = async (run: Run = capture): Promise<boolean> =>
  (await run("docker", ["info", "--format", "{{.ServerVersion}}"])).ok &&
  (await run("docker", ["compose", "version"])).ok;

/**
 * Starts containers and resolves when they are healthy. Their data belongs to the data directory: its secrets fit no
 * other data. Throws `CannotStart`, with what Docker said, when they do not come up.
 */
export async function startContainers(
  wanted: readonly Container[],
  directory: string,
  run: Run = capture,
): Promise<Containers> {
  const project = `omni-${createHash("sha256").update(directory).digest("hex").slice(0, 8)}`;
  const compose = async (...args: readonly string[]): Promise<string> => {
    const { ok, output } = await run("docker", ["compose", "--file", composeFile, "--project-name", project, ...args]);
    if (ok) return output;
    throw new CannotStart(`Docker could not do it (docker compose ${args.join(" ")}):\n${output.trim()}`);
  };
  const names = wanted.map(({ service }) => service);
  const before = new Set((await compose("ps", "--status", "running", "--services")).split(/\s+/));
  await compose("up", "--detach", "--wait", ...names);
  const addresses: Record<string, string> = {};
  for (const { service, port } of wanted) addresses[service] = published(await compose("port", service, String(port)));
  const ours = names.filter((name) => !before.has(name));
  return {
    addresses,
    stop: async () => {
      if (ours.length > 0) await compose("stop", ...ours);
    },
  };
}

/** The line that says where the port is open, which may be everywhere; warnings may stand beside it. */
const published = (output: string): string =>
  /^\S+:\d+$/m.exec(output)?.[0].replace(/^(0\.0\.0\.0|\[::\]):/, "127.0.0.1:") ?? "";
