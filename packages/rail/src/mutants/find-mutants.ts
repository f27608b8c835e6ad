import { globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Mutant } from "./mutant.ts";
import { parseMutants } from "./parse-mutants.ts";

/** The mutants of one package, as they stand beside its code. */
export interface MutantList {
  /** `journey/when`. */
  readonly name: string;
  /** The package, from the root of the repository. */
  readonly folder: string;
  readonly mutants: readonly Mutant[];
}

/** All lists of the repository: `src/testing/<name>.mutants.txt` of any package or service. */
export const findMutants = (root: string): readonly MutantList[] =>
  globSync("{packages,services}/*/src/testing/*.mutants.txt", { cwd: root })
    .toSorted()
    .map((path) => {
      const folder = resolve("/", dirname(path), "../..").slice(1);
      const [, service, list] = /^[^/]+\/([^/]+)\/.+\/([^/]+)\.mutants\.txt$/.exec(path) ?? [];
      return { name: `${service}/${list}`, folder, mutants: parseMutants(readFileSync(join(root, path), "utf8")) };
    });
