import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Milliseconds from `npm start` to a ready rail, on an empty data folder and again on the same. */
export interface StartTimes {
  readonly firstMs: number;
  readonly againMs: number;
}

const root = join(import.meta.dirname, "../../../..");

export async function measureStart(folder: string): Promise<StartTimes> {
  const data = mkdtempSync(join(folder, "start-"));
  return { firstMs: await startOnce(data), againMs: await startOnce(data) };
}

const readyWithinMs = 60_000;

/** Runs `npm start` as a user would, until `/readyz` answers 200, and stops it again. */
async function startOnce(data: string): Promise<number> {
  const startedAt = performance.now();
  const env = { ...process.env, OMNI_PORT: "0", OMNI_DATA_DIR: data };
  const rail = spawn("npm", ["start", "--silent"], { cwd: root, env, stdio: "ignore" });
  const ended = new Promise((resolve) => rail.once("exit", resolve));
  try {
    while (performance.now() - startedAt < readyWithinMs) {
      if (await isReady(data)) return performance.now() - startedAt;
      if (rail.exitCode !== null) throw new Error(`npm start ended with ${rail.exitCode}`);
      await wait(5);
    }
    throw new Error(`npm start was not ready after ${readyWithinMs} ms`);
  } finally {
    rail.kill("SIGTERM");
    await ended;
  }
}

async function isReady(data: string): Promise<boolean> {
  try {
    // The address stands in the credentials; those of the start before name a port where nobody listens any more.
    const { baseUrl } = JSON.parse(readFileSync(join(data, "dev-credentials.json"), "utf8")) as { baseUrl: string };
    return (await fetch(new URL("/readyz", baseUrl))).status === 200;
  } catch {
    return false;
  }
}
