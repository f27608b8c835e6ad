import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Puts a file in place that its owner alone may read (mode 0600): whole or not at all, on the disk when this returns.
 * Throws the system's error; what stood there before then still stands.
 */
export function writePrivateFile(path: string, text: string): void {
  const draft = `${path}.new`;
  // A draft that a crash left behind may have other rights.
  rmSync(draft, { force: true });
  const file = openSync(draft, "wx", 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
}

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
