import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const script = fileURLToPath(new URL("mongo-command.mjs", import.meta.url));

/** Runs a command on a service's database as an administrator would; rejects with what MongoDB says. */
export async function mongoCommand(url: string, database: string, command: object): Promise<void> {
  await promisify(execFile)(process.execPath, [script, url, database, JSON.stringify(command)]);
}
