// Preloaded into every task: when the bootstrap dies without a word (kill -9, a closed terminal), its end of the IPC
// channel closes, and the task stops as if it had been asked to, within as many seconds as `?grace=` says.
import { isMainThread } from "node:worker_threads";

const graceMs = Number(new URL(import.meta.url).searchParams.get("grace")) * 1000;

if (isMainThread && process.channel) {
  process.once("disconnect", () => {
    stop("SIGTERM");
    setTimeout(() => stop("SIGKILL"), graceMs).unref();
  });
  // Listening must not keep a finished task alive.
  process.channel.unref();
}

function stop(signal) {
  try {
    process.kill(-process.pid, signal);
  } catch {
    process.kill(process.pid, signal); // A child of the task does not lead the group.
  }
}
