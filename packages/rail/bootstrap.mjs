// The first thing that runs after `git clone`, on whatever Node is there: plain JavaScript, no dependencies.
// It puts the pinned Node and pnpm in place, installs the packages, and runs the asked task with that Node.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure, ensurePackages, ensureToolchain, environment, root } from "./toolchain/install.mjs";
import { exitCode, run } from "./toolchain/run.mjs";

/**
 * Each task: the file to run, how many seconds it has to stop before it is killed, and whether SIGHUP asks it for
 * something else than to stop.
 */
const tasks = {
  start: { file: "packages/rail/src/cli/start.ts", grace: 9 },
  "start:cluster": { file: "packages/rail/src/cli/start-cluster.ts", grace: 15, takesHangUp: true },
  test: { file: "packages/rail/src/cli/test.ts", grace: 9 },
  check: { file: "packages/rail/src/cli/check.ts", grace: 9 },
  proto: { file: "packages/rail/src/cli/proto.ts", grace: 9 },
  bench: { file: "packages/e2e/src/bench/main.ts", grace: 9 },
  reference: { file: "packages/rail/src/cli/reference.ts", grace: 9 },
  secrets: { file: "packages/rail/src/cli/secrets.ts", grace: 9 },
  soak: { file: "packages/rail/src/cli/soak.ts", grace: 9 },
  mutants: { file: "packages/rail/src/cli/mutants.ts", grace: 9 },
};

const usage = `usage: node packages/rail/bootstrap.mjs ${[...Object.keys(tasks), "verify"].join(" | ")} | exec <command …>`;

async function main([name, ...args]) {
  if (Number(process.versions.node.split(".")[0]) < 18) {
    throw new Failure(
      `Node ${process.versions.node} is too old: any Node from 18 on will do, the rest is installed by this command.`,
    );
  }
  if (name === "exec" && args.length > 0) return exec(args);
  if (name === "verify") return verify();
  if (!Object.hasOwn(tasks, name ?? "")) throw new Failure(usage);
  const toolchain = await ensureToolchain();
  await ensurePackages(toolchain);
  return task(toolchain, name, args);
}

async function verify() {
  const toolchain = await ensureToolchain();
  await ensurePackages(toolchain);
  const checked = await task(toolchain, "check", []);
  return checked === 0 ? task(toolchain, "test", [], { OMNI_TEST_LEVEL: "ci" }) : checked;
}

async function task(toolchain, name, args, more = {}) {
  const { file, grace, takesHangUp } = tasks[name];
  const preload = pathToFileURL(join(root, "packages/rail/toolchain/end-with-parent.mjs")).href;
  const flags = ["--conditions=omni-source", `--import=${preload}?grace=${grace}`];
  const options = { cwd: root, env: { ...environment(toolchain), ...more }, grace, takesHangUp, ipc: true };
  return exitCode(await run(toolchain.node, [...flags, file, ...args], options));
}

/** Runs a tool of the workspace under the pinned Node. pnpm goes first, because it is what mends a stale lockfile. */
async function exec([command, ...args]) {
  const toolchain = await ensureToolchain();
  if (command !== "pnpm") await ensurePackages(toolchain);
  const options = { cwd: process.cwd(), env: environment(toolchain), grace: 9, attached: true };
  try {
    return exitCode(await run(command, args, options));
  } catch (error) {
    throw error.code === "ENOENT" ? new Failure(`There is no command "${command}".`, 127) : error;
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Failure ? error.message : error);
    process.exit(error instanceof Failure ? error.code : 1);
  },
);
