import { fileURLToPath } from "node:url";

/** How a test's process behaves; by default it takes work and ends when it is asked to. */
export interface ChildBehaviour {
  /** Said as it stands, before anything else. */
  readonly says?: readonly string[];
  readonly takesWork?: boolean;
  readonly dies?: "before it takes work" | "soon";
  /** Dies before it takes work as long as this file is not there. */
  readonly diesUnless?: string;
  /** What it does when it is asked to end; who `outlives` does not even end when its parent does. */
  readonly term?: "ends" | "stays" | "outlives";
}

export const childFile = fileURLToPath(new URL("child.ts", import.meta.url));

export const childEnvironment = (behaviour: ChildBehaviour): Readonly<Record<string, string | undefined>> => ({
  PATH: process.env["PATH"],
  CHILD: JSON.stringify(behaviour),
});

/** Whether a process with this id lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
