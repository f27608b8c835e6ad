import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { constants } from "node:os";
import { isatty } from "node:tty";

/**
 * npm passes a signal on that the terminal has already sent to everybody, so one Ctrl-C arrives here twice. What
 * comes within this many milliseconds is the same key press.
 */
const echo = 400;

/**
 * Runs a command in a process group of its own, so that each signal reaches it exactly once: through here.
 * The second signal, or `grace` seconds after the first, kill the group. With `attached` it shares our group and so
 * the terminal (tools that ask questions); with `capture` its output is kept instead of shown. With `takesHangUp` SIGHUP
 * does not ask it to stop, unless it means that the terminal is gone.
 */
export function run(command, args, options) {
  const { cwd, env, ipc = false, attached = false, capture = false } = options;
  return new Promise((resolve, reject) => {
    const output = capture ? "pipe" : "inherit";
    const stdio = [capture ? "ignore" : "inherit", output, output, ...(ipc ? ["ipc"] : [])];
    const child = spawn(command, args, { cwd, env, stdio, detached: !attached });
    const lines = [];
    if (capture) for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => lines.push(chunk));
    const release = passSignals(child, options);
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

function passSignals(child, { grace, attached = false, takesHangUp = false }) {
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
  const hangUps = takesHangUp ? passHangUps(child, () => onSignal("SIGTERM")) : { listener: onSignal, stop() {} };
  const listeners = { SIGINT: onSignal, SIGTERM: onSignal, SIGHUP: hangUps.listener };
  for (const [signal, listener] of Object.entries(listeners)) process.on(signal, listener);
  return () => {
    clearTimeout(timer);
    hangUps.stop();
    for (const [signal, listener] of Object.entries(listeners)) process.off(signal, listener);
    return first?.signal;
  };
}

/** npm dies of a SIGHUP instead of passing it on. That is seen so many milliseconds later at most. */
const watchEvery = 500;

/** Passes SIGHUP on to the child alone, and not to what that has started: it ends nobody, unless the terminal is gone. */
function passHangUps(child, end) {
  const hadTerminal = isatty(1) && !terminalIsGone();
  let last = 0;
  const listener = () => {
    if (hadTerminal && terminalIsGone()) return end();
    const isEcho = Date.now() - last < echo + watchEvery;
    last = Date.now();
    if (!isEcho) send(child.pid, "SIGHUP");
  };
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    listener();
  }, watchEvery);
  return { listener, stop: () => clearInterval(watch) };
}

/** A closed terminal is taken away from all its processes. */
function terminalIsGone() {
  try {
    closeSync(openSync("/dev/tty", "r"));
    return false;
  } catch {
    return true;
  }
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
