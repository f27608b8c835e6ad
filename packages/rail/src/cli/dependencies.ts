import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, root } from "./command.ts";
import { type Imported, importsOf } from "./imports.ts";

/** What is read of a package.json. */
export interface Manifest {
  readonly name: string;
  /** What is deployed of it; nothing when the list is empty. */
  readonly files?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A package of the workspace, as far as it says what it needs. */
export interface Package {
  readonly manifest: Manifest;
  /** The packages that its tsconfig.json refers to, by their names. */
  readonly references: readonly string[];
  readonly imports: readonly Imported[];
  /** What those that it names may want to find beside them, so that it may be named for them. */
  readonly peers: readonly string[];
}

/**
 * Does every package name what it imports, and import what it names? What deployed code loads is a dependency; what
 * only tests or types need is a devDependency, unless the root gives it to all. Packages of the workspace that are
 * named stand in tsconfig.json too, because one list orders the build and the other the compiler.
 */
export function checkDependencies(): Outcome {
  const tools = Object.keys(readJson<Manifest>(join(root, "package.json")).devDependencies ?? {});
  const packages = globSync("{proto,packages/*,services/*}/package.json", { cwd: root }).toSorted().map(readPackage);
  const own = new Set(packages.map(({ manifest }) => manifest.name));
  const faults = packages.flatMap((one) =>
    faultsOf(one, { tools, own }).map((fault) => `${one.manifest.name}: ${fault}`),
  );
  return { ok: faults.length === 0, output: faults.join("\n") };
}

export interface Workspace {
  /** What the root installs for every package: the tools of tests. */
  readonly tools: readonly string[];
  /** The names of the workspace's own packages. */
  readonly own: ReadonlySet<string>;
}

const all = (names: readonly string[], fault: string): readonly string[] =>
  names.toSorted().map((name) => `${name} ${fault}`);

export function faultsOf({ manifest, references, imports, peers }: Package, { tools, own }: Workspace): string[] {
  const dependencies = Object.keys(manifest.dependencies ?? {});
  const devDependencies = Object.keys(manifest.devDependencies ?? {});
  const foreign = imports.filter(({ name }) => name !== manifest.name);
  const loaded = new Set(foreign.filter(({ loads }) => loads).map(({ name }) => name));
  const imported = new Set(foreign.map(({ name }) => name));
  const named = new Set([...dependencies, ...devDependencies]);
  return [
    ...all(
      [...loaded].filter((name) => !dependencies.includes(name)),
      "is loaded by deployed code, but is no dependency",
    ),
    ...all(
      [...imported].filter((name) => !loaded.has(name) && !named.has(name) && !tools.includes(name)),
      "is imported, but not named",
    ),
    ...all(
      dependencies.filter((name) => !loaded.has(name) && !peers.includes(name)),
      "is a dependency, but no deployed code loads it",
    ),
    ...all(
      devDependencies.filter((name) => !imported.has(name) && !peers.includes(name)),
      "is a devDependency, but nothing imports it",
    ),
    ...all(
      devDependencies.filter((name) => tools.includes(name)),
      "is a devDependency, though the root gives it to all",
    ),
    ...all(
      [...named].filter((name) => own.has(name) && !references.includes(name)),
      "is named, but tsconfig.json does not refer to it",
    ),
    ...all(
      references.filter((name) => !named.has(name)),
      "stands in tsconfig.json, but is not named",
    ),
  ];
}

function readPackage(file: string): Package {
  const folder = join(root, file, "..");
  const manifest = readJson<Manifest>(join(root, file));
  const { references = [] } = readJson<{ references?: readonly { path: string }[] }>(join(folder, "tsconfig.json"));
  const deploysNothing = manifest.files?.length === 0;
  const sources = globSync("{src,generated}/**/*.ts", { cwd: folder });
  return {
    manifest,
    references: references.map(({ path }) => readJson<Manifest>(join(folder, path, "package.json")).name),
    imports: sources.flatMap((source) => {
      const notDeployed = deploysNothing || /\.test\.ts$|(^|\/)testing\//.test(source);
      const found = importsOf(readFileSync(join(folder, source), "utf8"));
      return notDeployed ? found.map((one) => ({ ...one, loads: false })) : found;
    }),
    peers: Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).flatMap((name) =>
      peersOf(folder, name),
    ),
  };
}

function peersOf(folder: string, name: string): readonly string[] {
  const file = join(folder, "node_modules", name, "package.json");
  return Object.keys(readJson<{ peerDependencies?: Readonly<Record<string, string>> }>(file).peerDependencies ?? {});
}

// The files are the workspace's own and pnpm's; a caller names the fields that it looks at.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
const readJson = <Content>(file: string): Content => JSON.parse(readFileSync(file, "utf8")) as Content;
