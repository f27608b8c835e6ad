import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";
import { exitCode, run } from "./run.mjs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const source = join(root, "packages/rail/toolchain");
const folder = join(root, ".toolchain");
const stampFile = join(root, "node_modules/.omnichannel-rail");

/** Left to themselves npm and pnpm would try for more than a minute before they say that there is no network. */
const retries = [
  ["fetch-retries", 3],
  ["fetch-retry-mintimeout", 1000],
  ["fetch-retry-maxtimeout", 6000],
];

/** What ends the bootstrap with a sentence instead of a stack trace. */
export class Failure extends Error {
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

/** Where the pinned Node and pnpm are, after they have been put there. */
export async function ensureToolchain() {
  const pinned = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const platform = `${process.platform}-${process.arch}`;
  const nodeVersion = pinned.optionalDependencies[`node-${platform}`];
  const key = hash([
    platform,
    ...["package.json", "package-lock.json"].map((file) => readFileSync(join(source, file))),
  ]);
  const home = join(folder, key);
  const modules = join(home, "node_modules");
  const toolchain = {
    key,
    bin: join(modules, ".bin"),
    node: nodeVersion ? join(modules, `node-${platform}/bin/node`) : ownNode(platform),
    pnpm: join(modules, "pnpm/bin/pnpm.mjs"),
  };
  const complete = () => existsSync(toolchain.node) && existsSync(toolchain.pnpm);
  if (complete()) return toolchain;
  await locked(async () => {
    if (complete()) return;
    const what = `${nodeVersion ? `Node ${nodeVersion} and ` : ""}pnpm ${pinned.dependencies.pnpm}`;
    await phase(`Installing ${what} into .toolchain`, () => installToolchain(home));
    if (!complete())
      throw new Failure(`npm did not install ${what}. Does its configuration leave out optional packages?`);
  });
  return toolchain;
}

/** The frozen installation of the workspace, unless nothing has changed since the last one. */
export async function ensurePackages(toolchain) {
  if (isInstalled(stamp(toolchain))) return;
  await locked(async () => {
    const wanted = stamp(toolchain);
    if (isInstalled(wanted)) return;
    await phase("Installing the packages with pnpm", () => installPackages(toolchain));
    writeFileSync(stampFile, wanted);
  });
}

/** Ours, with the pinned tools first and without what npm sets for the script it runs (its prefix would mislead both). */
export function environment(toolchain) {
  const leaks =
    /^(npm_(package|lifecycle)_.*|npm_(command|execpath|node_execpath)|npm_config_(local_prefix|prefix|noproxy)|INIT_CWD)$/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !leaks.test(name)));
  const first = toolchain ? [dirname(toolchain.node), toolchain.bin, join(root, "node_modules/.bin")] : [];
  // Nothing that runs here tells anybody outside about it.
  return { ...env, TURBO_TELEMETRY_DISABLED: "1", PATH: [...first, env.PATH].join(delimiter) };
}

async function installToolchain(home) {
  refuseForeignLibc();
  const partial = join(folder, `installing-${process.pid}`);
  mkdirSync(partial, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) copyFileSync(join(source, file), join(partial, file));
  try {
    await install(...npmInstall(), { cwd: partial, env: environment() });
    rmSync(home, { recursive: true, force: true });
    renameSync(partial, home);
  } finally {
    discardPartial();
  }
}

function npmInstall() {
  const options = "--ignore-scripts --include=optional --no-audit --no-fund --loglevel=error".split(" ");
  // pnpm wants the Node that arrives with it, not the one that runs npm here.
  options.push("--engine-strict=false");
  options.push(...retries.map(([name, value]) => `--${name}=${value}`));
  const cli = process.env.npm_execpath ?? "";
  return cli.endsWith("npm-cli.js") ? [process.execPath, [cli, "ci", ...options]] : ["npm", ["ci", ...options]];
}

/** What failed or was killed. A killed one's npm may still be writing there: then the next one gets rid of it. */
function discardPartial() {
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith("installing-"))) {
    try {
      rmSync(join(folder, name), { recursive: true });
    } catch (error) {
      if (error.code !== "ENOTEMPTY" && error.code !== "ENOENT") throw error;
    }
  }
}

async function installPackages(toolchain) {
  rmSync(stampFile, { force: true });
  // A plain `npm install` has replaced pnpm's links by copies, which pnpm would take for its own.
  if (existsSync(join(root, "node_modules/.package-lock.json")))
    rmSync(join(root, "node_modules"), { recursive: true });
  const { NODE_ENV: _, ...env } = environment(toolchain); // "production" would leave out the tools.
  // The lockfile's integrity is checked; the age of what it names was, when it was made. Doing that again would ask the
  // registry about every package.
  const options = "--frozen-lockfile --prefer-offline --trust-lockfile".split(" ");
  options.push(...retries.map(([name, value]) => `--config.${name}=${value}`));
  await install(toolchain.node, [toolchain.pnpm, "install", ...options], { cwd: root, env });
}

async function install(command, args, options) {
  const { code, interrupted, output } = await run(command, args, { ...options, grace: 5, capture: true });
  if (interrupted) throw new Failure("Stopped.", exitCode({ signal: interrupted }));
  // pnpm goes on without an optional package that did not arrive, and every compiled tool is one.
  const incomplete = output.includes("could not be fetched. Excluding it");
  if (code === 0 && !incomplete) return;
  const attempts = /^\[WARN\] GET .* Will retry in .*\n/gm;
  throw new Failure(`\n${output.replaceAll(attempts, "").trim()}\n\n${advice(output)}`.trimEnd());
}

function advice(output) {
  if (output.includes("OUTDATED_LOCKFILE")) {
    return "pnpm-lock.yaml does not fit the package.json files: run `node packages/rail/bootstrap.mjs exec pnpm install`.";
  }
  return /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|fetch failed|could not be fetched/.test(
    output,
  )
    ? "The package registry cannot be reached. It is needed once; after that this works without a network."
    : "";
}

/** The registry has no build of the pinned version for this platform, so the user's own Node must do. */
function ownNode(platform) {
  if (process.platform === "win32")
    throw new Failure("Windows is not supported: please use the Windows Subsystem for Linux.");
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  throw new Failure(
    `There is no Node to install for ${platform} (yours is ${process.versions.node}): please install Node 24 and put it first on the PATH.`,
  );
}

function refuseForeignLibc() {
  if (process.platform !== "linux" || process.report.getReport().header.glibcVersionRuntime) return;
  throw new Failure("This Linux has no glibc (Alpine?), which the pinned Node needs.");
}

function isInstalled(wanted) {
  if (!existsSync(stampFile) || existsSync(join(root, "node_modules/.package-lock.json"))) return false;
  return (
    readFileSync(stampFile, "utf8") === wanted &&
    packages().every(({ path, bare }) => bare || existsSync(join(path, "node_modules")))
  );
}

function stamp(toolchain) {
  const files = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"].map((file) => readFileSync(join(root, file)));
  // The root too: pnpm writes absolute paths into what it puts into .bin, so a moved folder is installed again.
  return hash([root, toolchain.key, ...files, ...packages().map(({ text }) => text)]);
}

function packages() {
  const below = (parent) => readdirSync(join(root, parent)).map((name) => join(root, parent, name));
  return [join(root, "proto"), ...below("packages"), ...below("services")]
    .filter((path) => existsSync(join(path, "package.json")))
    .map((path) => {
      const text = readFileSync(join(path, "package.json"), "utf8");
      return { path, text, bare: !/"(dev|optional)?[dD]ependencies"/.test(text) };
    });
}

function hash(parts) {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part).update("\0");
  return sum.digest("hex").slice(0, 16);
}

function locked(work) {
  mkdirSync(folder, { recursive: true });
  return withLock(
    join(folder, "lock"),
    (pid) => console.error(`Waiting for another installation here (process ${pid})`),
    work,
  );
}

async function phase(what, work) {
  const started = Date.now();
  process.stderr.write(`${what} … `);
  try {
    await work();
    process.stderr.write(`${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  } catch (error) {
    process.stderr.write("failed\n");
    throw error;
  }
}
