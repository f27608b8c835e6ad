import type { Clock, Instant } from "@omni/kernel";
import type { Announcement } from "@omni/platform/process";
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { root } from "../cli/command.ts";
import { killWithUs } from "../servers/guard.ts";
import { wholeLines } from "./whole-lines.ts";

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly ranMs: number;
}

/** One process of a service. It does not outlive ours. */
export interface ServiceProcess {
  readonly pid: number;
  readonly startedAt: Instant;
  /** Resolves when it takes work, or with `undefined` when it has ended before it did. */
  readonly listening: Promise<Announcement | undefined>;
  /** What it has announced so far. */
  announced(): Announcement | undefined;
  /** Resolves when it is gone and all that it said has been told. */
  readonly ended: Promise<Exit>;
  /** Whether it has ended. */
  hasEnded(): boolean;
  /** Its last lines, for who wants to know why it ended. */
  lastWords(): readonly string[];
  /** Asks it to end (SIGTERM) and kills it when it has not within so many milliseconds. True when it went by itself. */
  end(patienceMs: number): Promise<boolean>;
}

export interface Launch {
  /** The module that is the process. */
  readonly file: string;
  readonly args?: readonly string[];
  /** All of its environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Takes the lines that it says. */
  readonly say: (lines: readonly string[]) => void;
}

const wordsKept = 30;

const { href: keepCompiled } = new URL(
  import.meta.url.endsWith(".ts") ? "keep-compiled.ts" : "keep-compiled.js",
  import.meta.url,
);
/** Where Node keeps what it has compiled, by content; it does without where it may not write. */
const compiled = join(root, "node_modules/.cache/rail-compiled");

/**
 * Starts a process of our own. It leads a group of its own, so that a signal to ours is ours alone to pass on; and it is
 * killed when we end without having ended it.
 */
export function launchProcess({ file, args = [], environment, clock, say }: Launch): ServiceProcess {
  const begun = performance.now();
  const startedAt = clock();
  const child = fork(file, args, {
    execArgv: [`--import=${keepCompiled}`, ...(file.endsWith(".ts") ? ["--conditions=omni-source"] : [])],
    env: { NODE_COMPILE_CACHE: compiled, ...environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  const dismiss = child.pid === undefined ? () => undefined : killWithUs(child.pid);
  let words: readonly string[] = [];
  listenTo(child, (lines) => {
    words = [...words, ...lines].slice(-wordsKept);
    say(lines);
  });
  let announced: Announcement | undefined;
  let exit: Exit | undefined;
  const ended = endOf(child).then(({ code, signal }) => {
    dismiss();
    exit = { code, signal, ranMs: performance.now() - begun };
    return exit;
  });
  const listening = new Promise<Announcement | undefined>((resolve) => {
    child.on("message", (message) => {
      announced ??= readAnnouncement(message);
      if (announced) resolve(announced);
    });
    void ended.then(() => resolve(undefined));
  });
  return {
    pid: child.pid ?? 0,
    startedAt,
    listening,
    announced: () => announced,
    ended,
    hasEnded: () => exit !== undefined,
    lastWords: () => words,
    end: (patienceMs) => endGently(child, ended, patienceMs),
  };
}

function listenTo(child: ChildProcess, take: (lines: readonly string[]) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    const cutter = wholeLines(take);
    stream?.setEncoding("utf8").on("data", (chunk: string) => cutter.push(chunk));
    stream?.once("end", () => cutter.end());
  }
}

/** A little while for what a process said last; one that left its output to others is not waited for longer. */
const restMs = 500;

const endOf = (child: ChildProcess): Promise<Omit<Exit, "ranMs">> =>
  new Promise((resolve) => {
    child.once("error", () => child.pid === undefined && resolve({ code: 1, signal: null }));
    child.once("exit", (code, signal) => {
      const late = setTimeout(() => resolve({ code, signal }), restMs);
      child.once("close", () => {
        clearTimeout(late);
        resolve({ code, signal });
      });
    });
  });

async function endGently(child: ChildProcess, ended: Promise<Exit>, patienceMs: number): Promise<boolean> {
  child.kill("SIGTERM");
  let patient = true;
  const late = setTimeout(() => {
    patient = false;
    child.kill("SIGKILL");
  }, patienceMs);
  await ended;
  clearTimeout(late);
  return patient;
}

/** What a process has sent, if it is an announcement. */
function readAnnouncement(message: unknown): Announcement | undefined {
  if (typeof message !== "object" || message === null) return undefined;
  const { kind, service, address, metricsPort }: Partial<Record<keyof Announcement, unknown>> = message;
  if (kind !== "listening" || typeof service !== "string" || typeof address !== "string") return undefined;
  return typeof metricsPort === "number" ? { kind, service, address, metricsPort } : undefined;
}

/** `exit code 1`, `SIGKILL`. */
export const describeExit = ({ code, signal }: Exit): string => signal ?? `exit code ${code}`;
