import type { JsonObject } from "@omni/kernel";
import { readFileSync } from "node:fs";
import { scanObject } from "./scan-object.ts";

/** One row of a table of query parameters. */
export interface SeedParameter {
  readonly name: string;
  readonly type: string;
  readonly description: string;
}

/** One section of the seed: an endpoint with the samples that are printed for it, or prose. */
export interface SeedSection {
  readonly title: string;
  readonly text: string;
  readonly method: string | undefined;
  /** As it is printed, with `{id}`. */
  readonly path: string | undefined;
  readonly parameters: readonly SeedParameter[];
  readonly request: JsonObject | undefined;
  readonly response: JsonObject | undefined;
}

const file = new URL("../../seed/omnichannel-rail.txt", import.meta.url);

/** The sections of the copy of the seed, in its order. Nothing of it is written down anywhere else. */
export function seedSections(): readonly SeedSection[] {
  const [, ...parts] = readFileSync(file, "utf8").split(/Section titled “/);
  return parts.map((part) => {
    const [title = "", ...rest] = part.split("”");
    return sectionOf(title, rest.join("”"));
  });
}

export function seedSection(title: string): SeedSection {
  const section = seedSections().find((one) => one.title === title);
  if (section === undefined) throw new Error(`The seed has no section "${title}".`);
  return section;
}

function sectionOf(title: string, text: string): SeedSection {
  // The markup is gone from the copy: a path ends where its description's capital letter begins.
  const [, method, path] = /(GET|POST) (\/api\/v1\/omni\/[a-z{}/]+)/.exec(text) ?? [];
  return {
    title,
    text,
    method,
    path,
    parameters: parametersIn(text),
    request: sampleAfter(text, "Request Body:"),
    response: sampleAfter(text, "Response:"),
  };
}

function sampleAfter(text: string, label: string): JsonObject | undefined {
  const place = text.indexOf(label);
  // The seed's samples are JSON objects: the seed is the definition of what is tested here.
  return place < 0 ? undefined : (JSON.parse(scanObject(text, place)) as JsonObject);
}

function parametersIn(text: string): readonly SeedParameter[] {
  if (!text.includes("Query Parameters:")) return [];
  return text
    .split("\n")
    .map((line) => /^([a-z]\w*) \| (\w+) \| (.+) \|$/.exec(line.trim()))
    .filter((row) => row !== null)
    .map(([, name = "", type = "", description = ""]) => ({ name, type, description }));
}

/** The words that a description lists in brackets: `(active, draft, archived)`. */
export function wordsOf({ description }: SeedParameter): readonly string[] {
  const listed = /\(([a-z_]+(?:, [a-z_]+)+)\)/.exec(description)?.[1];
  return listed?.split(", ") ?? [];
}

/** A number that a description names: `(default: 20, max: 100)`. */
export function numberOf({ description }: SeedParameter, name: "default" | "max"): number | undefined {
  const found = new RegExp(`${name}: (\\d+)`).exec(description)?.[1];
  return found === undefined ? undefined : Number(found);
}
