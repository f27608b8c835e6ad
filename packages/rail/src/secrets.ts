import type { Random } from "@omni/kernel";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writePrivateFile } from "./private-file.ts";
import {
  makeSecretTexts,
  readSecretTexts,
  secretForms,
  secretNames,
  type SecretName,
  type Secrets,
  type SecretTexts,
} from "./secret-texts.ts";
import { errorCode, reasonOf, StartFailure } from "./start-failure.ts";

export interface SecretsOptions {
  readonly mode: "development" | "production";
  /** What the environment gives; in development the file makes up for what it leaves out. */
  readonly given: Partial<SecretTexts>;
  readonly directory: string;
  /** Whether the directory holds data already, which can only be read with the secrets that it was written with. */
  readonly hasData: boolean;
  readonly random: Random;
}

const variables: Readonly<Record<SecretName, string>> = {
  contextKey: "OMNI_CONTEXT_KEY",
  tokenKey: "OMNI_TOKEN_KEY",
  keyPepper: "OMNI_KEY_PEPPER",
  masterKey: "OMNI_MASTER_KEY",
};

/**
 * The rail's secrets: in production from the environment alone, in development made once and kept in
 * `<data dir>/secrets.json`. Throws `StartFailure`, which names what is missing or malformed and how to make it.
 */
export function openSecrets(options: SecretsOptions): Secrets {
  const { given, mode } = options;
  const missing = secretNames.filter((name) => given[name] === undefined);
  if (mode === "production" && missing.length > 0) throw new StartFailure(missingText(missing));
  const kept = missing.length > 0 ? keptSecrets(options) : undefined;
  const texts = Object.fromEntries(secretNames.map((name) => [name, given[name] ?? kept?.texts[name] ?? ""]));
  // Every name has been given a text.
  const read = readSecretTexts(texts as Record<SecretName, string>);
  if ("secrets" in read) return read.secrets;
  const places = read.malformed.map((name) => line(name, given[name] === undefined ? (kept?.file ?? "") : variables[name]));
  throw new StartFailure(`These secrets do not have the right form:\n${places.join("\n")}`);
}

const line = (name: SecretName, place: string): string => `  ${place}: ${name} must be ${secretForms[name]}.`;

const missingText = (names: readonly SecretName[]): string => {
  const lines = names.map((name) => `  ${variables[name]}: ${secretForms[name]}`);
  return `OMNI_MODE is production, and these keys are not set:\n${lines.join("\n")}`;
};

function keptSecrets(options: SecretsOptions): { readonly file: string; readonly texts: Partial<SecretTexts> } {
  const file = join(options.directory, "secrets.json");
  try {
    if (!existsSync(file)) makeSecrets(file, options);
    const kept: unknown = JSON.parse(readFileSync(file, "utf8"));
    return { file, texts: textsIn(kept) };
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    throw new StartFailure(`${file} cannot be used: ${explain(error)}`, { cause: error });
  }
}

function makeSecrets(file: string, { directory, hasData, random }: SecretsOptions): void {
  if (hasData) {
    const why = "The data there was written with the secrets in it, and new ones would not fit";
    throw new StartFailure(`${file} is gone. ${why}: restore the file, or move ${directory} away to begin anew.`);
  }
  writePrivateFile(file, `${JSON.stringify(makeSecretTexts(random), undefined, 2)}\n`);
}

function textsIn(kept: unknown): Partial<SecretTexts> {
  if (typeof kept !== "object" || kept === null) return {};
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => typeof value === "string"));
}

function explain(error: unknown): string {
  if (errorCode(error) === "ENOSPC") return "the disk is full. Make room and start again.";
  if (error instanceof SyntaxError) return "it is not JSON. Restore it from a backup, or move the data directory away.";
  return `${reasonOf(error)}.`;
}
