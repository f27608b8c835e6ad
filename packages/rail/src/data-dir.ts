import { CannotStart } from "@omni/platform/lifecycle";
import { closeSync, mkdirSync, openSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { errorCode, reasonOf } from "./cannot-start.ts";

/**
 * Makes the data directory (mode 0700) unless it is there, and answers its absolute path. Throws `CannotStart` when
 * something else stands in its place, or when it cannot be written.
 */
export function prepareDataDir(asked: string): string {
  const directory = resolve(asked);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    tryToWrite(directory);
    return directory;
  } catch (error) {
    throw new CannotStart(`The data directory ${directory} cannot be used: ${explain(error)} (OMNI_DATA_DIR)`, {
      cause: error,
    });
  }
}

// Permission bits say too little: the file system may be read-only, and root may do what the bits forbid.
function tryToWrite(directory: string): void {
  const trial = join(directory, `.trial-${process.pid}`);
  closeSync(openSync(trial, "w", 0o600));
  rmSync(trial);
}

function explain(error: unknown): string {
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
      return "it cannot be made there. Choose another directory.";
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full. Make room and start again.";
    default:
      return `${reasonOf(error)}. Choose another directory.`;
  }
}
