import { spawn } from "node:child_process";
import { constants } from "node:os";

/**
 * npm passes a signal on that the terminal has already sent to everybody, so one Ctrl-C arrives here twice. What
 * comes within this many milliseconds is the same key press.
 */
const echo = 400;

/**
 * Runs a command in a process group of its own, so that each signal reaches it exactly once: through here.
 * The second signal, or `grace` seconds after the first, kill the group. With `attached` it shares our group and so
 * the terminal (tools that ask questions); with `capture` its output is kept instead of shown.
 */
export function run(command, args, { cwd, env, grace, ipc = false, attached = false, capture = false }) {
  return new Promise((resolve, reject) => {
    const output = capture ? "pipe" : "inherit";
    const stdio = [capture ? "ignore" : "inherit", output, output, ...(ipc ? ["ipc"] : [])];
    const child = spawn(command, args, { cwd, env, stdio, detached: !attached });
    const lines = [];
    if (capture) for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => lines.push(chunk));
    const release = passSignals(child, grace, attached);
    child.once("error", (error) => {
      release();
      reject(error);
    });
    child.once("close", (code, signal) => {
      const interrupted = release();
      // Whatever the command started and left behind must not outlive it.
      if (!attached) send(-child.pid, "SIGKILL");
      resolve({ code, signal, interrupted, output: Buffer.concat(lines).toString() });
    });
  });
}

/** The exit code a shell would report. */
export function exitCode({ code, signal }) {
  return signal ? 128 + constants.signals[signal] : (code ?? 1);
}

function passSignals(child, grace, attached) {
  const target = attached ? child.pid : -child.pid;
  let first;
  let timer;
  const onSignal = (signal) => {
    const now = Date.now();
    if (first && now - first.at < echo) return;
    if (first) return send(target, "SIGKILL");
    first = { signal, at: now };
    // A terminal has sent its Ctrl-C to an attached child too.
    if (!(attached && signal === "SIGINT" && process.stdin.isTTY)) send(target, signal);
    timer = setTimeout(() => send(target, "SIGKILL"), grace * 1000);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    clearTimeout(timer);
    for (const signal of signals) process.off(signal, onSignal);
    return first?.signal;
  };
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
