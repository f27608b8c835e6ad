import { silentLog } from "@omni/platform/log";
import { dropMongoDatabase } from "@omni/platform/store/mongo";
import { randomUUID } from "node:crypto";
import { inject } from "vitest";

/** What a run's set-up provides. */
export interface MongodbProvided {
  /** `mongodb://…` of the server that all suites of a run share. */
  mongodbUrl: string;
}

declare module "vitest" {
  export interface ProvidedContext extends MongodbProvided {}
}

/** A database that nobody else uses, on the real server of this run; made by whoever opens it first. */
export function testDatabase() {
  const url = inject("mongodbUrl");
  const database = `omni_test_${randomUUID().slice(0, 8)}`;
  return { url, database, log: silentLog, drop: () => dropMongoDatabase({ url, database, log: silentLog }) };
}
