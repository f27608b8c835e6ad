import { defineConfig } from "vitest/config";
import { suiteFiles } from "./packages/e2e/src/suites.ts";

// Tests run from the sources; workspace packages are external to Vite, so Node resolves them and has to be told too.
const source = ["omni-source"];
const resolution = {
  resolve: { conditions: [...source, "module", "node", "development|production"] },
  ssr: {
    resolve: {
      conditions: [...source, "module", "node", "development|production"],
      externalConditions: [...source, "node"],
    },
  },
};
const minute = 60_000;
// How long a poll may last says nothing of the code: a busy machine must not fail a test.
// And a forgotten `.only` must not pass for the whole.
const patient = { expect: { poll: { timeout: minute } }, allowOnly: false };
const notTests = ["**/node_modules/**", "**/dist/**"];

// OMNI_TEST_LEVEL=soak repeats one suite for up to two hours, in which no single test may be cut short.
const longest = process.env["OMNI_TEST_LEVEL"] === "soak" ? 125 * minute : 10 * minute;

// Groups run one after another (groupOrder): the e2e suites measure time on the cores that the others use.
export default defineConfig({
  test: {
    projects: [
      {
        ...resolution,
        test: {
          name: "unit",
          ...patient,
          sequence: { groupOrder: 0 },
          include: ["packages/**/*.test.ts", "services/**/*.test.ts"],
          exclude: [...notTests, "**/*.it.test.ts", "packages/e2e/**"],
          // One thread's modules serve all files (20 times faster): no module state, no vi.mock.
          pool: "threads",
          isolate: false,
        },
      },
      {
        ...resolution,
        test: {
          name: "it",
          ...patient,
          sequence: { groupOrder: 1 },
          globalSetup: ["packages/e2e/src/servers/kafka-setup.ts", "packages/e2e/src/servers/mongod-setup.ts"],
          include: ["packages/**/*.it.test.ts", "services/**/*.it.test.ts"],
          exclude: notTests,
          pool: "forks",
          fileParallelism: false,
          testTimeout: longest,
          hookTimeout: longest,
        },
      },
      ...(["e2e", "cluster"] as const).map((name, place) => ({
        ...resolution,
        test: {
          name,
          ...patient,
          sequence: { groupOrder: 2 + place },
          env: { OMNI_TEST_ENGINE: name === "e2e" ? "embedded" : name },
          include: [...suiteFiles[name]],
          exclude: notTests,
          // A suite starts whole rails and measures time: two at once would disturb each other.
          pool: "forks" as const,
          fileParallelism: false,
          testTimeout: longest,
          hookTimeout: longest,
        },
      })),
    ],
  },
});
