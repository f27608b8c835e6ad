import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../../../../../", import.meta.url));

/** Whether Docker would send a path (below the root, with `/`) to the build; the last rule that fits decides. */
export type Sends = (path: string) => boolean;

/** Reads the text of a .dockerignore. */
export function sendsBy(text: string): Sends {
  const rules = rulesOf(text);
  return (path) => {
    const parts = path.split("/");
    // A rule for a folder holds for all that is in it.
    const places = parts.map((_, at) => parts.slice(0, at + 1).join("/"));
    return !rules.findLast(({ fits }) => places.some((place) => fits.test(place)))?.leavesOut;
  };
}

interface Rule {
  readonly fits: RegExp;
  readonly leavesOut: boolean;
}

const rulesOf = (text: string): readonly Rule[] =>
  text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({ fits: patternOf(line.replace(/^!/, "")), leavesOut: !line.startsWith("!") }));

// Unlike a shell's, these stars stand for names that begin with a dot, too.
const patternOf = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .replaceAll(/[.+^${}()|[\]\\?]/g, "\\$&")
      .replaceAll(/\*\*\/|\*/g, (stars) => (stars === "*" ? "[^/]*" : "(?:.*/)?"))}$`,
  );

export const sends: Sends = sendsBy(readFileSync(join(repository, ".dockerignore"), "utf8"));

/** The files that Docker would send to the build. */
export function filesSent(folder = ""): readonly string[] {
  return readdirSync(join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return sends(path) ? [path] : [];
    // `deploy` is left out but for one file; what is sent of a folder is known below it.
    return sends(path) || path === "deploy" ? filesSent(path) : [];
  });
}
