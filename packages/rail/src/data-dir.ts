import { CannotStart } from "@omni/platform/lifecycle";
import { closeSync, existsSync, mkdirSync, openSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { errorCode, reasonOf } from "./cannot-start.ts";

/**
 * Makes the data directory (mode 0700) unless it is there, and answers its absolute path. Throws `CannotStart` when
 * something else stands in its place, or when it cannot be written.
 */
export function prepareDataDir(asked: string): string {
  const directory = resolve(asked);
  try {
    makeFolder(directory);
    tryToWrite(directory);
    return directory;
  } catch (error) {
    throw new CannotStart(
      `The data directory ${directory} cannot be used: ${explain(error, directory)} (OMNI_DATA_DIR)`,
      {
        cause: error,
      },
    );
  }
}

/** Node's own `recursive` turns for ever in a folder that answers ENOENT to every mkdir, such as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

// Permission bits say too little: the file system may be read-only, and root may do what the bits forbid.
function tryToWrite(directory: string): void {
  const trial = join(directory, `.trial-${process.pid}`);
  closeSync(openSync(trial, "w", 0o600));
  rmSync(trial);
}

const nothingWritable = "nothing can be written there. Choose another directory.";

function explain(error: unknown, directory: string): string {
  switch (errorCode(error)) {
    case "EEXIST":
    case "ENOTDIR":
      return "there is a file in its place. Move the file away, or choose another directory.";
    case "EACCES":
    case "EPERM":
      return "this user may not write in it. Give the user the right to, or choose another directory.";
    case "EROFS":
      return "it lies on a file system that is read-only. Choose another directory.";
    case "ENOENT":
      return existsSync(directory) ? nothingWritable : "it cannot be made there. Choose another directory.";
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full. Make room and start again.";
    default:
      return `${reasonOf(error)}. Choose another directory.`;
  }
}
