import { createHash, randomUUID } from "node:crypto";
import {
  createReadStream,
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as wait } from "node:timers/promises";

/** Where downloaded servers stay, one folder per user: `OMNI_CACHE_DIR`, else the user's own cache folder. */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const asked = env["OMNI_CACHE_DIR"];
  if (asked) return asked;
  return join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "omnichannel-rail");
}

/** A holder shows every second that it is alive; this many milliseconds of silence mean that it is not. */
const silenceMs = 15_000;

/**
 * The folder `name` of the cache. When it is not there, `make` fills an empty folder beside it, which is then moved
 * there: it is whole or it is not there. Several processes at once make it once, the others wait. What `make` throws
 * is thrown, and nothing is left.
 */
export async function cached(root: string, name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const home = join(root, name);
  if (existsSync(home)) return home;
  await mkdir(root, { recursive: true, mode: 0o700 });
  const release = await locked(join(root, `${name}.lock`));
  try {
    if (existsSync(home)) return home;
    await forgetPartial(root, name);
    const partial = join(root, `${name}.partial-${process.pid}`);
    try {
      await mkdir(partial);
      await make(partial);
      await rename(partial, home);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
    return home;
  } finally {
    release();
  }
}

/** What a killed process left. */
async function forgetPartial(root: string, name: string): Promise<void> {
  const left = (await readdir(root)).filter((entry) => entry.startsWith(`${name}.partial-`));
  for (const entry of left) await rm(join(root, entry), { recursive: true, force: true });
}

/** Waits for the lock; answers how to give it back. A holder that has died, or that shows no life, loses it. */
async function locked(path: string): Promise<() => void> {
  // Made whole under a name of its own and then linked, so that the lock never stands there without its owner's name.
  const owner = `${process.pid} ${randomUUID()}`;
  const own = `${path}.${owner.replace(" ", "-")}`;
  writeFileSync(own, owner);
  try {
    while (!take(own, path)) {
      const dead = deadHolder(path);
      if (dead === undefined) await wait(100);
      else steal(path, `${own}-aside`, dead);
    }
  } finally {
    unlinkSync(own);
  }
  const beat = setInterval(() => utimesSync(path, new Date(), new Date()), 1_000);
  return () => {
    clearInterval(beat);
    unlinkSync(path);
  };
}

function take(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** The name of a holder that is no more; `undefined` while it lives, or when there is none. */
function deadHolder(path: string): string | undefined {
  try {
    const holder = readFileSync(path, "utf8");
    return Date.now() - statSync(path).mtimeMs > silenceMs || !runs(Number.parseInt(holder, 10)) ? holder : undefined;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else's (EPERM) lives.
    return errorCode(error) !== "ESRCH";
  }
}

/** Moves a dead holder's lock aside; if another has taken it meanwhile, it is given back. */
function steal(path: string, aside: string, dead: string): void {
  try {
    renameSync(path, aside);
    if (readFileSync(aside, "utf8") !== dead) linkSync(aside, path);
  } catch (error) {
    if (errorCode(error) !== "ENOENT" && errorCode(error) !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

const errorCode = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

/** The SHA-256 of a file, in hex. */
export async function sha256Of(file: string): Promise<string> {
  const sum = createHash("sha256");
  await pipeline(createReadStream(file), sum);
  return sum.digest("hex");
}

/** Throws, and says which file, when its SHA-256 is another. */
export async function verifySha256(file: string, expected: string): Promise<void> {
  const found = await sha256Of(file);
  if (found !== expected) throw new Error(`${file} is not what it should be: SHA-256 ${found}, expected ${expected}.`);
}
