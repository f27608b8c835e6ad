import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

/** What a container would be told. */
export interface DeployedOptions {
  /** Where the service was deployed to. */
  readonly folder: string;
  /** As the image has it, or docker-compose.yml instead. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** How a process ended, with all that it said. */
export interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** A deployed folder's process, with nothing around it: no workspace, no TypeScript, no environment but its own. */
export interface DeployedProcess {
  readonly ended: Promise<Ended>;
  /** Resolves when the container would be called healthy; throws, with what the process said, when it ends before. */
  healthy(): Promise<void>;
  /** What the container's health check answers now: its exit code. */
  check(): Promise<number>;
  /** SIGTERM; resolves when it has ended, with how long that took. */
  stop(): Promise<Ended & { readonly tookMs: number }>;
  kill(): void;
}

const healthcheck = new URL("../../../../deploy/healthcheck.mjs", import.meta.url).pathname;
const { PATH } = process.env;

export function startDeployed({ folder, command, environment }: DeployedOptions): DeployedProcess {
  const [program = "", ...args] = command;
  const env = { PATH, ...environment };
  const child = spawn(program === "node" ? process.execPath : program, args, { cwd: folder, env, stdio: "pipe" });
  let said = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (chunk) => (said += String(chunk)));
  let running = true;
  const ended = once(child, "close").then(([code]): Ended => {
    running = false;
    return { code: code as number | null, said };
  });
  const check = (): Promise<number> =>
    new Promise((resolve) => {
      execFile(process.execPath, [healthcheck], { env }, (error) => resolve(error ? 1 : 0));
    });
  return {
    ended,
    check,
    healthy: async () => {
      while ((await check()) !== 0) {
        if (!running) throw new Error(`It ended: ${said}`);
        await pause(200);
      }
    },
    stop: async () => {
      const begun = performance.now();
      child.kill("SIGTERM");
      return { ...(await ended), tookMs: performance.now() - begun };
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

/** Runs what ends by itself. */
export const runDeployed = (options: DeployedOptions): Promise<Ended> => startDeployed(options).ended;
