import { createWriteStream, existsSync, readFileSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CannotStart } from "@omni/platform/lifecycle";
import { capture } from "../../cli/command.ts";
import { cached, verifySha256 } from "../cache.ts";
import { jarFile, jarPath, jars, kafkaVersion, type Jar } from "./jars.ts";

/**
 * The folder with the broker's jars: out of the cache, else through `mvn`, else over HTTP(S) from the Maven repository
 * that `OMNI_MAVEN_REPOSITORY` or the user's Maven settings name. Each jar is verified before the folder counts.
 */
export const kafkaLibraries = (cache: string): Promise<string> =>
  cached(cache, `kafka-${kafkaVersion}`, async (folder) => {
    const repository = process.env["OMNI_MAVEN_REPOSITORY"];
    if (repository) return fillFrom(repository, folder);
    if ((await capture("mvn", ["--version"])).ok) return fillWithMaven(folder);
    const mirror = mirrorOfSettings();
    if (mirror) return fillFrom(mirror, folder);
    throw new CannotStart(
      "Kafka is not there and cannot be fetched: install mvn, or set OMNI_MAVEN_REPOSITORY to a Maven repository's " +
        "address, or OMNI_KAFKA_BROKERS to running brokers.",
    );
  });

/** Puts the jars of a Maven repository into a folder; eight at a time. Throws when one is not what it should be. */
export async function fillFrom(repository: string, folder: string, wanted: readonly Jar[] = jars): Promise<void> {
  const waiting = [...wanted];
  const fetchNext = async (): Promise<void> => {
    for (let jar = waiting.shift(); jar; jar = waiting.shift()) await fetchJar(repository, folder, jar);
  };
  await Promise.all(Array.from({ length: 8 }, fetchNext));
}

async function fetchJar(repository: string, folder: string, jar: Jar): Promise<void> {
  const address = `${repository.replace(/\/$/, "")}/${jarPath(jar)}`;
  const response = await fetch(address, { signal: AbortSignal.timeout(120_000) });
  if (!response.ok || !response.body) throw new CannotStart(`${address} cannot be fetched: status ${response.status}.`);
  const file = join(folder, jarFile(jar));
  await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
  await verifySha256(file, jar.sha256);
}

async function fillWithMaven(folder: string): Promise<void> {
  const pom = join(folder, "pom.xml");
  await writeFile(pom, pomText);
  const options = ["-q", "-B", "-f", pom, "-DincludeScope=runtime", `-DoutputDirectory=${folder}`];
  const { ok, output } = await capture("mvn", ["dependency:copy-dependencies", ...options], folder);
  if (!ok) throw new CannotStart(`mvn could not fetch Kafka ${kafkaVersion}:\n${output.trim()}`);
  await rm(pom);
  await verifyAll(folder);
}

/** All of the jars and nothing else. */
async function verifyAll(folder: string): Promise<void> {
  const expected = new Set(jars.map(jarFile));
  const surplus = (await readdir(folder)).filter((name) => !expected.has(name));
  if (surplus.length > 0) throw new CannotStart(`mvn brought what nobody asked for: ${surplus.join(", ")}.`);
  await Promise.all(jars.map((jar) => verifySha256(join(folder, jarFile(jar)), jar.sha256)));
}

/** The first mirror in the user's Maven settings. */
function mirrorOfSettings(): string | undefined {
  const settings = join(homedir(), ".m2/settings.xml");
  if (!existsSync(settings)) return undefined;
  const text = readFileSync(settings, "utf8").replaceAll(/<!--.*?-->/gs, "");
  return /<mirror>.*?<url>\s*(https?:[^<\s]+)\s*<\/url>/s.exec(text)?.[1];
}

// The binding between the broker's logging and log4j does not come with it.
const dependencies = [
  ["org.apache.kafka", "kafka_2.13", kafkaVersion],
  ["org.apache.logging.log4j", "log4j-slf4j-impl", "2.25.4"],
];

const pomText = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>omni</groupId>
  <artifactId>kafka-broker</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
${dependencies
  .map(
    ([group, artifact, version]) =>
      `    <dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`,
  )
  .join("\n")}
  </dependencies>
</project>
`;
