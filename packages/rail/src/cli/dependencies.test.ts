import { expect, test } from "vitest";
import { faultsOf, type Package } from "./dependencies.ts";

const workspace = { tools: ["vitest"], own: new Set(["@omni/kernel", "@omni/testkit"]) };

const right: Package = {
  manifest: {
    name: "@omni/one",
    dependencies: { "@omni/kernel": "workspace:*", hono: "catalog:", zod: "catalog:" },
    devDependencies: { "@omni/testkit": "workspace:*" },
  },
  references: ["@omni/kernel", "@omni/testkit"],
  imports: [
    { name: "@omni/kernel", loads: true },
    { name: "hono", loads: true },
    { name: "@omni/testkit", loads: false },
    { name: "vitest", loads: false },
    { name: "@omni/one", loads: false },
  ],
  peers: ["zod"],
};
const faults = (changed: Partial<Package>) => faultsOf({ ...right, ...changed }, workspace);
const named = (names: Partial<Package["manifest"]>) => faults({ manifest: { ...right.manifest, ...names } });
const imported = (name: string, loads: boolean) => faults({ imports: [...right.imports, { name, loads }] });

test("a package that names what it imports, and imports what it names, has no fault", () => {
  expect(faults({})).toEqual([]);
});

test("every difference is named", () => {
  expect(imported("yaml", true)).toEqual(["yaml is loaded by deployed code, but is no dependency"]);
  expect(imported("@omni/testkit", true)).toEqual(["@omni/testkit is loaded by deployed code, but is no dependency"]);
  expect(imported("vitest", true)).toEqual(["vitest is loaded by deployed code, but is no dependency"]);
  expect(imported("yaml", false)).toEqual(["yaml is imported, but not named"]);
  const { dependencies, devDependencies } = right.manifest;
  expect(named({ dependencies: { ...dependencies, yaml: "catalog:" } })).toEqual([
    "yaml is a dependency, but no deployed code loads it",
  ]);
  expect(named({ devDependencies: { ...devDependencies, yaml: "catalog:" } })).toEqual([
    "yaml is a devDependency, but nothing imports it",
  ]);
  expect(named({ devDependencies: { ...devDependencies, vitest: "catalog:" } })).toEqual([
    "vitest is a devDependency, though the root gives it to all",
  ]);
  expect(faults({ peers: [] })).toEqual(["zod is a dependency, but no deployed code loads it"]);
  expect(faults({ references: ["@omni/kernel"] })).toEqual([
    "@omni/testkit is named, but tsconfig.json does not refer to it",
  ]);
  expect(faults({ references: [...right.references, "@omni/proto"] })).toEqual([
    "@omni/proto stands in tsconfig.json, but is not named",
  ]);
});
