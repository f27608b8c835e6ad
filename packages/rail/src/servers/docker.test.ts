import { CannotStart } from "@omni/platform/lifecycle";
import { expect, test } from "vitest";
import { dockerRuns, kafkaContainer, mongodbContainer, type Run, startContainers } from "./docker.ts";

/** A Docker that says what it is told to, and remembers what it was asked. */
function docker(answers: Readonly<Record<string, string>>): { readonly run: Run; readonly asked: string[] } {
  const asked: string[] = [];
  const run: Run = async (_command, args) => {
    const words = args.filter((_word, at) => !args.slice(0, at + 1).some((one) => one.startsWith("--")) || at > 4);
    const text = words.join(" ");
    asked.push(text);
    const key = Object.keys(answers).find((beginning) => text.startsWith(beginning));
    return key === undefined ? { ok: false, output: `no answer to ${text}` } : { ok: true, output: answers[key] ?? "" };
  };
  return { run, asked };
}

const up = {
  "compose up": "",
  "compose port mongodb 27017": "0.0.0.0:27017\n",
  "compose port kafka 9092": "time=now level=warning msg=old\n127.0.0.1:19092\n",
  "compose stop": "",
};

test("without an engine, or without compose, Docker does not run", async () => {
  const off = () => Promise.resolve({ ok: false, output: "Cannot connect" });
  expect(await dockerRuns(off)).toBe(false);
  expect(await dockerRuns(async (_command, [what]) => ({ ok: what === "info", output: "" }))).toBe(false);
  expect(await dockerRuns(() => Promise.resolve({ ok: true, output: "" }))).toBe(true);
});

test("containers are waited for, their addresses asked for, and those that ran before are left running", async () => {
  const { asked, run } = docker({ ...up, "compose ps": "mongodb\n" });
  const containers = await startContainers([mongodbContainer, kafkaContainer], "/data", run);
  expect(containers.addresses).toEqual({ mongodb: "127.0.0.1:27017", kafka: "127.0.0.1:19092" });
  await containers.stop();
  expect(asked).toEqual([
    "compose ps --status running --services",
    "compose up --detach --wait mongodb kafka",
    "compose port mongodb 27017",
    "compose port kafka 9092",
    "compose stop kafka",
  ]);
});

test("each data directory has containers of its own, and the same ones each time", async () => {
  const projects: (string | undefined)[] = [];
  const remember: Run = async (_command, args) => {
    projects.push(args[args.indexOf("--project-name") + 1]);
    return { ok: true, output: "127.0.0.1:1" };
  };
  for (const directory of ["/one", "/other", "/one"]) await startContainers([kafkaContainer], directory, remember);
  expect(new Set(projects).size).toBe(2);
});

test("what Docker says when it fails is told", async () => {
  const { run } = docker({ "compose ps": "" });
  const failed = startContainers([kafkaContainer], "/data", run);
  await expect(failed).rejects.toBeInstanceOf(CannotStart);
  await expect(failed).rejects.toThrow(/docker compose up --detach --wait kafka\):\nno answer to compose up/);
});
