import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A holder shows every second that it is alive; this many milliseconds of silence mean that it is not. */
const silence = 15_000;

/** Runs `work` while no other process of this folder runs its own; `waiting` is told once whom we wait for. */
export async function withLock(path, waiting, work) {
  let told = false;
  while (!take(path)) {
    const holder = read(path);
    if (holder === undefined) continue;
    if (isDead(holder)) steal(path, holder);
    else {
      if (!told) waiting(holder.pid);
      told = true;
      await sleep(200);
    }
  }
  const beat = setInterval(() => utimesSync(path, new Date(), new Date()), 1000);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(path, { force: true });
  }
}

function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function read(path) {
  try {
    return { pid: Number(readFileSync(path, "utf8")), at: statSync(path).mtimeMs };
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function isDead({ pid, at }) {
  if (Date.now() - at > silence) return true;
  if (pid === 0) return false; // Created, but not yet written.
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

/** Moves a dead holder's file aside; if it was a living one's by then, gives it back. */
function steal(path, holder) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (Number(readFileSync(aside, "utf8")) !== holder.pid) linkSync(aside, path);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
