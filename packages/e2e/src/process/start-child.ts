import { fork, type ChildProcess } from "node:child_process";
import type { Answers, FromChild, FromParent } from "./answer-parent.ts";

/** A process of our own that has said it is ready. */
export interface Child<Ready, Can extends Answers> {
  readonly ready: Ready;
  readonly pid: number;
  /** Asks it by name; rejects when it fails, or ends before it answers. */
  ask<Name extends keyof Can & string>(
    name: Name,
    ...question: Parameters<Can[Name]>
  ): Promise<Awaited<ReturnType<Can[Name]>>>;
  /** Kills it at once, as a power cut would. */
  kill(): void;
  /** Lets it go and waits until it has ended. */
  stop(): Promise<void>;
  /** Resolves when it has ended, with the signal that ended it. */
  readonly ended: Promise<NodeJS.Signals | null>;
}

export interface ChildOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** It must be ready by then. Default: 30 s. */
  readonly readyWithinMs?: number;
  /** Kills it when it aborts, ready or not. */
  readonly signal?: AbortSignal;
}

/** Starts a TypeScript file of the workspace that calls `answerParent`; resolves when it is ready. */
export async function startChild<Ready, Can extends Answers>(
  file: URL,
  options: ChildOptions = {},
): Promise<Child<Ready, Can>> {
  const child = fork(file, [...(options.args ?? [])], {
    execArgv: ["--conditions=omni-source"],
    env: { ...process.env, ...options.env },
    serialization: "advanced",
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    killSignal: "SIGKILL",
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const questions = new Map<number, PromiseWithResolvers<unknown>>();
  const started = Promise.withResolvers<Ready>();
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
  child.on("message", (message) =>
    receive(message as FromChild, questions, (value) => started.resolve(value as Ready)),
  );
  child.on("error", (error) => started.reject(error));
  const tooLate = setTimeout(
    () => started.reject(new Error(`${file.pathname} was not ready in time`)),
    options.readyWithinMs ?? 30_000,
  );
  const end = async () => {
    const signal = await ended;
    const gone = new Error(`${file.pathname} has ended (${signal ?? `exit code ${child.exitCode}`})`);
    started.reject(gone);
    for (const question of questions.values()) question.reject(gone);
    questions.clear();
  };
  void end();
  try {
    return handle(child, await started.promise, questions, ended);
  } catch (error) {
    child.kill("SIGKILL");
    await ended;
    throw error;
  } finally {
    clearTimeout(tooLate);
  }
}

function handle<Ready, Can extends Answers>(
  child: ChildProcess,
  ready: Ready,
  questions: Map<number, PromiseWithResolvers<unknown>>,
  ended: Promise<NodeJS.Signals | null>,
): Child<Ready, Can> {
  let number = 0;
  return {
    ready,
    pid: child.pid ?? 0,
    ask: (name, ...[question]) => {
      const asked = Promise.withResolvers<unknown>();
      questions.set(++number, asked);
      const message: FromParent = { number, name, question };
      child.send(message, (error) => error && asked.reject(error));
      // The child's `Answers` are of type Can, and structured clone keeps the value.
      return asked.promise as Promise<Awaited<ReturnType<Can[typeof name]>>>;
    },
    kill: () => void child.kill("SIGKILL"),
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
    ended,
  };
}

function receive(
  message: FromChild,
  questions: Map<number, PromiseWithResolvers<unknown>>,
  ready: (value: unknown) => void,
): void {
  if (message.kind === "ready") return ready(message.value);
  const question = questions.get(message.number);
  questions.delete(message.number);
  if (message.kind === "answer") question?.resolve(message.value);
  else question?.reject(new Error(message.reason));
}
