import type { Random } from "@omni/kernel";
import { CannotStart } from "@omni/platform/lifecycle";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writePrivateFile } from "@omni/platform/process";
import { makeSecretTexts, readSecretTexts, type Secrets } from "./secret-texts.ts";
import { errorCode, reasonOf } from "./cannot-start.ts";

export interface SecretsOptions {
  /** What the environment gives: in production everything; in development the file makes up for the rest. */
  readonly given: Partial<Secrets>;
  readonly directory: string;
  /** Whether the directory holds data, which can only be used with the secrets that it was written with. */
  readonly hasData: boolean;
  readonly random: Random;
}

/**
 * The rail's secrets: those of the environment, and for what it leaves out those that were made once and are kept in
 * `<data dir>/secrets.json`, mode 0600. Throws `CannotStart` when that file cannot be used; it is never replaced.
 */
export function openSecrets(options: SecretsOptions): Secrets {
  const { contextKey, tokenKey, keyPepper, masterKey } = options.given;
  if (contextKey && tokenKey && keyPepper && masterKey) return { contextKey, tokenKey, keyPepper, masterKey };
  return { ...keptSecrets(options), ...options.given };
}

function keptSecrets(options: SecretsOptions): Secrets {
  const file = join(options.directory, "secrets.json");
  if (!existsSync(file)) makeSecrets(file, options);
  const secrets = readSecretTexts(readJson(file));
  if (secrets) return secrets;
  throw new CannotStart(`${file} does not hold the rail's four secrets. ${whatToDo(options.directory)}`);
}

function makeSecrets(file: string, { directory, hasData, random }: SecretsOptions): void {
  if (hasData) {
    throw new CannotStart(
      `${file} is missing, and the data beside it cannot be used without it. ${whatToDo(directory)}`,
    );
  }
  try {
    writePrivateFile(file, `${JSON.stringify(makeSecretTexts(random), undefined, 2)}\n`);
  } catch (error) {
    const reason =
      errorCode(error) === "ENOSPC" ? "the disk is full. Make room and start again." : `${reasonOf(error)}.`;
    throw new CannotStart(`${file} cannot be written: ${reason}`, { cause: error });
  }
}

/** `undefined` when the text is not JSON. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw new CannotStart(`${file} cannot be read: ${reasonOf(error)}. Let this user read it.`, { cause: error });
  }
}

const whatToDo = (directory: string): string =>
  `Restore it from a backup, or choose another OMNI_DATA_DIR than ${directory} to begin anew.`;
