import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { tryMutant, type Verdict } from "./try-mutant.ts";

const workspace = fileURLToPath(new URL("../../../../", import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "omni-mutants-test-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// A repository with one service, whose one rule is tested.
const root = join(folder, "repository");
const files = {
  "package.json": '{ "type": "module" }',
  "tsconfig.base.json": "{}",
  "vitest.config.ts": 'export default { test: { projects: [{ test: { name: "unit" } }] } };',
  "services/one/package.json": '{ "type": "module" }',
  "services/one/src/rule.ts": "export const isDue = (days: number) =>\n  days >= 30;\n",
  "services/one/src/rule.test.ts": `import { expect, test } from "vitest";
import { isDue } from "./rule.ts";
test("after 30 days", () => expect([isDue(29), isDue(31)]).toEqual([false, true]));`,
};
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
symlinkSync(join(workspace, "node_modules"), join(root, "node_modules"));
mkdirSync(join(root, "services/one/node_modules"));
const trials = join(folder, "trials");
mkdirSync(trials);

test.each<[Verdict, string, number]>([
  ["failed", "  days >= 300;", 60_000],
  // Of the day itself the test says nothing.
  ["passed", "  days > 30;", 60_000],
  ["hung", "  { for (;;); };", 2_000],
  ["broken", "  days >>>>= 30;", 60_000],
])("what becomes of the tests is told: %s with%s", { timeout: 120_000 }, async (verdict, line, limitMs) => {
  const mutant = { breaks: "X", file: "rule.ts", before: ["  days >= 30;"], after: [line], tests: ["rule.test.ts"] };
  expect(await tryMutant({ root, folder: trials, limitMs }, "services/one", mutant)).toBe(verdict);
});

test("without a fault the tests pass; nothing is left behind, and the repository is as it was", {
  timeout: 120_000,
}, async () => {
  const tests = ["rule.test.ts"];
  expect(await tryMutant({ root, folder: trials, limitMs: 60_000 }, "services/one", { tests })).toBe("passed");
  expect(readdirSync(trials)).toEqual([]);
  expect(readFileSync(join(root, "services/one/src/rule.ts"), "utf8")).toBe(files["services/one/src/rule.ts"]);
});

test("a mutant that has rotted is not tried", async () => {
  const mutant = { breaks: "X", file: "rule.ts", before: ["  days >= 60;"], after: [], tests: ["rule.test.ts"] };
  const tried = tryMutant({ root, folder: trials, limitMs: 60_000 }, "services/one", mutant);
  await expect(tried).rejects.toThrow("exactly once");
});
