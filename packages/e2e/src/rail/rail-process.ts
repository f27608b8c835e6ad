import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { restClient, type RestClient } from "../rest/rest-client.ts";

export interface ProcessOptions {
  /** `OMNI_DATA_DIR` and so on; OMNI_PORT is 0 unless it is given. */
  readonly environment: Readonly<Record<string, string>>;
  /** A command that sets up the process and then becomes what follows it: limits, mounts. */
  readonly before?: readonly string[];
}

/** How a rail's process ended, with all that it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A rail in a process of its own, as `npm start` runs it. */
export interface RailProcess {
  readonly pid: number;
  readonly baseUrl: string;
  /** The application key of the first tenant, and a client that has it. */
  readonly appKey: string;
  readonly app: RestClient;
  /** What it has said on standard output so far. */
  said(): string;
  /** Sends a signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<Ended>;
  readonly ended: Promise<Ended>;
}

const start = fileURLToPath(new URL("../../../rail/src/cli/start.ts", import.meta.url));
const command = [process.execPath, "--conditions=omni-source", start];

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when it runs, or has ended. */
  readonly settled: Promise<boolean>;
  readonly said: { readonly stdout: string };
}

function run({ environment, before = [] }: ProcessOptions): Running {
  const [file = "", ...args] = [...before, ...command];
  const child = spawn(file, args, {
    env: { PATH: process.env["PATH"], OMNI_PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  const runs = Promise.withResolvers<boolean>();
  child.stdout.on("data", (chunk) => {
    said.stdout += String(chunk);
    if (said.stdout.includes("Ctrl-C stops it.")) runs.resolve(true);
  });
  child.stderr.on("data", (chunk) => (said.stderr += String(chunk)));
  const ended = once(child, "close").then(([code, signal]): Ended => {
    runs.resolve(false);
    return { code: code as number | null, signal: signal as NodeJS.Signals | null, ...said };
  });
  return { child, ended, said, settled: runs.promise };
}

/** Starts a rail and waits until it runs; throws with what it said when it does not. */
export async function startProcess(options: ProcessOptions): Promise<RailProcess> {
  const { child, ended, said, settled } = run(options);
  if (!(await settled)) throw new Error(`The rail did not start: ${JSON.stringify(await ended)}`);
  const { appKey, baseUrl } = readCredentials(options.environment["OMNI_DATA_DIR"] ?? "");
  return {
    pid: child.pid ?? 0,
    baseUrl,
    appKey,
    app: restClient(baseUrl, appKey),
    said: () => said.stdout,
    end: (signal = "SIGTERM") => {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}

/** Starts a rail that must not run; answers how it ended. */
export async function failToStart(options: ProcessOptions): Promise<Ended> {
  const { child, ended, settled } = run(options);
  if (await settled) {
    child.kill("SIGKILL");
    throw new Error("The rail runs, though it should not.");
  }
  return ended;
}

function readCredentials(directory: string): { readonly baseUrl: string; readonly appKey: string } {
  const text = readFileSync(join(directory, "dev-credentials.json"), "utf8");
  const { baseUrl, tenants } = JSON.parse(text) as { baseUrl: string; tenants: readonly { appKey: string }[] };
  return { baseUrl, appKey: tenants[0]?.appKey ?? "" };
}
