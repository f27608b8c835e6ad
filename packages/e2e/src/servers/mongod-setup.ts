import type { MongodbProvided } from "@omni/testkit/mongodb";
import type { TestProject } from "vitest/node";
import { inOwnProcess } from "./in-own-process.ts";

/** One mongod for all suites of a run: the given one, else one that is started here and gone afterwards. */
export default async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given: MongodbProvided["mongodbUrl"] | undefined = process.env["OMNI_MONGODB_URL"];
  if (given) {
    provide("mongodbUrl", given);
    return undefined;
  }
  const { address, end } = await inOwnProcess("mongod-process.ts");
  provide("mongodbUrl", address);
  return end;
}
