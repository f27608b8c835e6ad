import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { jarFile, jarPath, jars, type Jar } from "./jars.ts";
import { fillFrom } from "./libraries.ts";

const contents = new Map<string, string>();
const repository = createServer((request, response) => {
  const content = contents.get(request.url ?? "");
  response.writeHead(content === undefined ? 404 : 200).end(content);
});
let address: string;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "omni-jars-"));
  await new Promise<void>((resolve) => void repository.listen(0, "127.0.0.1", resolve));
  // Listening on a port, so it is no path.
  address = `http://127.0.0.1:${(repository.address() as AddressInfo).port}/maven2/`;
});

afterEach(async () => {
  contents.clear();
  rmSync(folder, { recursive: true });
  await new Promise((resolve) => void repository.close(resolve));
});

/** A jar that the repository has, with this content. */
function offered(artifact: string, content: string): Jar {
  const sha256 = createHash("sha256").update(content).digest("hex");
  const jar = { group: "org.example.deep", artifact, version: "1.2", sha256 };
  contents.set(`/maven2/${jarPath(jar)}`, content);
  return jar;
}

test("jars come from a Maven repository's own layout, all of them", async () => {
  const wanted = Array.from({ length: 20 }, (_, index) => offered(`lib-${index}`, `content ${index}`));
  await fillFrom(address, folder, wanted);
  expect(readdirSync(folder).toSorted()).toEqual(wanted.map(jarFile).toSorted());
  expect(readFileSync(join(folder, "lib-7-1.2.jar"), "utf8")).toBe("content 7");
});

test("a jar with other bytes, or one that is not there, stops it", async () => {
  const forged = { ...offered("forged", "evil"), sha256: "0".repeat(64) };
  await expect(fillFrom(address, folder, [forged])).rejects.toThrow("not what it should be");
  const missing = { ...forged, artifact: "missing" };
  await expect(fillFrom(address, folder, [missing])).rejects.toThrow("status 404");
});

test("every jar of the broker is named once, with a whole SHA-256", () => {
  expect(jars).toHaveLength(46);
  expect(new Set(jars.map(jarFile)).size).toBe(46);
  for (const { sha256 } of jars) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
});
