import { filesSent, repository } from "@omni/rail/deploy/testing/build-context";
import { assignments, dockerfileText, type Instruction, stagesOf } from "@omni/rail/deploy/testing/dockerfile";
import { execFile } from "node:child_process";
import { cp, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";

const mib = 1_048_576;
const commandMaxMs = 180_000;

interface State {
  folder: string;
  environment: Record<string, string | undefined>;
}

/**
 * Does what `docker build` would do for the Dockerfile's first stage, in a folder of its own: from the files that
 * .dockerignore lets through, with the commands that stand there. Answers where each service was deployed to.
 */
export async function buildFolders(root: string, services: readonly string[]): Promise<(service: string) => string> {
  const instructions = stagesOf(dockerfileText())[0]?.instructions ?? [];
  const forOne = instructions.findIndex(({ keyword }) => keyword === "ARG");
  const state: State = { folder: root, environment: outsideWorkspace(process.env) };
  for (const instruction of instructions.slice(0, forOne))
    await carryOut(instruction, state, (text) => within(root, text));
  for (const service of services) {
    const own: State = { ...state, environment: { ...state.environment, SERVICE: service } };
    const place = (text: string) => within(root, text).replaceAll(join(root, "deployed"), join(root, service));
    for (const instruction of instructions.slice(forOne + 1)) await carryOut(instruction, own, place);
  }
  return (service) => join(root, service);
}

/** The tools of the workspace that runs this must not stand in for what the build brings along. */
function outsideWorkspace(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const others = (environment["PATH"] ?? "").split(":").filter((path) => !path.startsWith(repository));
  // Vitest sets NODE_ENV.
  return { ...environment, NODE_ENV: undefined, PATH: [dirname(process.execPath), ...others].join(":") };
}

/** The image's folders /build and /deployed, below another root. */
const within = (root: string, text: string): string =>
  text.replaceAll(/(?<=^|[\s"':=])\/(?=(?:build|deployed)\b)/g, `${root}/`);

async function carryOut({ keyword, text: said }: Instruction, state: State, place: (text: string) => string) {
  const text = place(said);
  if (keyword === "WORKDIR") await mkdir((state.folder = text), { recursive: true });
  else if (keyword === "COPY") await copy(text.split(" "), state.folder);
  else if (keyword === "RUN") await run(text, state);
  else if (keyword === "ENV") Object.assign(state.environment, expanded(assignments(text), state.environment));
  else throw new Error(`The build stage has an instruction that is not carried out here: ${keyword}`);
}

const expanded = (set: Readonly<Record<string, string>>, { PATH }: State["environment"]) =>
  Object.fromEntries(Object.entries(set).map(([name, value]) => [name, value.replace("$PATH", PATH ?? "")]));

async function copy(paths: readonly string[], folder: string): Promise<void> {
  const into = join(folder, paths.at(-1) ?? "");
  const sent = filesSent();
  for (const path of paths.slice(0, -1)) {
    if (path !== "." && !sent.includes(path)) throw new Error(`${path} is not sent to the build.`);
    const files = path === "." ? sent.map((file) => [file, file]) : [[path, path.slice(path.lastIndexOf("/") + 1)]];
    for (const [from = "", to = ""] of files) await cp(join(repository, from), join(into, to));
  }
}

const run = (command: string, { environment, folder }: State): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = { cwd: folder, env: environment, timeout: commandMaxMs, maxBuffer: mib };
    execFile("sh", ["-c", command], options, (error, stdout, stderr) => {
      if (error) reject(new Error(`RUN ${command}\n${stdout}${stderr}`, { cause: error }));
      else resolve();
    });
  });
