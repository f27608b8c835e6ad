import { globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Mutant, plant } from "./mutant.ts";
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

/** The mutants of a list that no longer fit the code: what they would change does not stand there exactly once. */
export const rotten = (root: string, { folder, mutants }: MutantList): readonly Mutant[] =>
  mutants.filter((mutant) => {
    const source = readFileSync(join(root, folder, "src", mutant.file), "utf8");
    const planted = plant(mutant, source);
    return planted === undefined || planted === source;
  });
