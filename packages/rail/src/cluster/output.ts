import { write } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** Where lines go without anybody waiting for them. */
export interface Output {
  write(text: string): void;
  /** Resolves when all is written, or when that takes longer than so many milliseconds. */
  flush(withinMs: number): Promise<void>;
}

/** What may wait to be written; beyond that, text is left out. */
const waitingMax = 4 * 1024 * 1024;
const againMs = 10;

/**
 * Writes to a file descriptor in the background and in order: a terminal that is stopped (Ctrl-S) or a reader that has
 * gone must not keep the supervisor from its work. Says so where text had to be left out.
 */
export function openOutput(descriptor: number): Output {
  let waiting = "";
  let left = 0;
  let gone = false;
  let writing: Promise<void> | undefined;

  const writeAll = async (): Promise<void> => {
    while (waiting !== "" && !gone) {
      const note = left === 0 ? "" : `… ${left} pieces of the log were left out here.\n`;
      const bytes = Buffer.from(waiting + note);
      [waiting, left] = ["", 0];
      gone = !(await writeBytes(descriptor, bytes));
    }
    writing = undefined;
  };
  return {
    write: (text) => {
      if (gone) return;
      if (waiting.length + text.length > waitingMax) left += 1;
      else waiting += text;
      writing ??= writeAll();
    },
    flush: async (withinMs) => {
      const late = new AbortController();
      await Promise.race([writing, wait(withinMs, undefined, { signal: late.signal }).catch(() => undefined)]);
      late.abort();
    },
  };
}

/** The reader of a pipe has gone, or the terminal has. */
const goneCodes: ReadonlySet<unknown> = new Set(["EPIPE", "EIO", "EBADF"]);

/** False when nobody reads any more. */
async function writeBytes(descriptor: number, bytes: Buffer): Promise<boolean> {
  for (let at = 0; at < bytes.length; ) {
    const written = await writeSome(descriptor, bytes.subarray(at));
    if (written === "gone") return false;
    if (written === "full") await wait(againMs);
    else at += written;
  }
  return true;
}

const writeSome = (descriptor: number, bytes: Buffer): Promise<number | "full" | "gone"> =>
  new Promise((resolve) => {
    write(descriptor, bytes, (error, written) => {
      if (error === null) resolve(written);
      else if (error.code === "EAGAIN") resolve("full");
      // On a full disk these lines are lost; later ones may not be.
      else resolve(goneCodes.has(error.code) ? "gone" : bytes.length);
    });
  });
