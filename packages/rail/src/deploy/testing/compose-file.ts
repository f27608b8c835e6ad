import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** What is looked at of a container in docker-compose.yml. */
export interface Container {
  readonly image?: string;
  readonly build?: {
    readonly context: string;
    readonly dockerfile: string;
    readonly args: { readonly SERVICE: string };
  };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly user?: string;
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly stop_grace_period?: string;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly deploy?: { readonly resources: { readonly limits: Readonly<Record<string, string | number>> } };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Container>>;
  readonly configs: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const file = new URL("../../../../../docker-compose.yml", import.meta.url);

export const composeText = (): string => readFileSync(file, "utf8");

/** docker-compose.yml as it stands, before anything is put in for its variables. */
export const readCompose = (): ComposeFile =>
  // What a test looks at, it asserts.
  parse(composeText(), { merge: true }) as ComposeFile;

const reference = /\$\{(?<name>\w+)(?<otherwise>:?-(?<text>[^}]*))?\}/g;

/** The variables that a text asks for, by name, with what stands for one that is not set. */
export const variablesIn = (text: string): ReadonlyMap<string, string | undefined> =>
  new Map([...text.matchAll(reference)].map(({ groups }) => [groups?.["name"] ?? "", groups?.["text"]]));

/** A text with values put in for its variables, as Compose does it. */
export const filledIn = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(reference, (_all, name: string, _otherwise, instead?: string) => values[name] ?? instead ?? "");
