import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { CannotStart } from "@omni/platform/lifecycle";
import { killWithUs } from "./guard.ts";

/** A server's process; it does not outlive ours. */
export interface ServerProcess {
  readonly pid: () => number | undefined;
  /** Resolves when it has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Resolves when it is gone; what does not go within 15 s is killed. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

export interface Launch {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Where it listens on 127.0.0.1 once it is up. */
  readonly port: number;
  /** The file that says why it did not come up. */
  readonly log: string;
  /** Ends a start that is under way; who has come up is left alone. */
  readonly signal?: AbortSignal | undefined;
}

const startMaxMs = 60_000;
const stopMaxMs = 15_000;

/** Starts it and resolves when its port is open. Throws `CannotStart`, with its last words, when it does not come up. */
export async function launchServer({ name, program, args, port, log, signal }: Launch): Promise<ServerProcess> {
  const child = spawn(program, args, { stdio: "ignore", detached: true });
  const dismiss = child.pid === undefined ? () => undefined : killWithUs(child.pid);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  }).then(dismiss);
  const running = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const end = (how: "SIGTERM" | "SIGKILL") => endProcess(child, ended, how);
  for (const begun = performance.now(); !(await isOpen(port)); await wait(20)) {
    if (!running()) throw new CannotStart(`${name} ended while it started. ${await lastWords(log)}`);
    if (performance.now() - begun < startMaxMs && !signal?.aborted) continue;
    await end("SIGKILL");
    if (signal?.aborted) throw startStopped(name);
    throw new CannotStart(`${name} did not come up within ${startMaxMs / 1000} s. ${await lastWords(log)}`);
  }
  return { pid: () => (running() ? child.pid : undefined), ended, end };
}

/** Why a start that nobody wanted any more came to nothing. */
export const startStopped = (name: string): CannotStart => new CannotStart(`${name} was stopped while it started.`);

async function endProcess(child: ChildProcess, ended: Promise<void>, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  child.kill(signal);
  const patience = setTimeout(() => child.kill("SIGKILL"), stopMaxMs);
  await ended;
  clearTimeout(patience);
}

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const answer = (open: boolean) => () => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", answer(true));
    socket.once("error", answer(false));
  });

async function lastWords(log: string): Promise<string> {
  const text = await readFile(log, "utf8").catch(() => "");
  return `The end of ${log}:\n${text.trimEnd().split("\n").slice(-5).join("\n")}`;
}
