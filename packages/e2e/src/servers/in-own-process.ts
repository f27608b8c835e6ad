import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A server that a script of this folder has started. */
export interface OwnProcess {
  /** The line that the script has said: where the server is. */
  readonly address: string;
  /** Tells the script to end, by closing its input, and waits until it has. */
  end(): Promise<void>;
}

/**
 * Runs a script of this folder with the workspace's sources. Vitest's own process, in which a set-up runs, resolves
 * the workspace's packages to what was last compiled, or to nothing in a fresh clone; so set-ups import none of them.
 * Rejects when the script ends before it has said an address.
 */
export async function inOwnProcess(script: string): Promise<OwnProcess> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ["--conditions=omni-source", file], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => void child.once("close", () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("close", (code) => reject(new Error(`${script} ended with ${code} before its server was up.`)));
    child.once("error", reject);
  });
  return {
    address,
    end: () => {
      child.stdin.end();
      return ended;
    },
  };
}
