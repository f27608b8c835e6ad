const rawText = Symbol("raw JSON");

/** JSON that is text already (an open map, the digits of an amount) and is written as it stands. */
export interface RawJson {
  readonly [rawText]: string;
}

/** The text must be sound JSON: nothing looks at it again. */
export const rawJson = (text: string): RawJson => ({ [rawText]: text });

/** What an answer is made of. Members that are `undefined` are left out. */
export type Writable =
  | string
  | number
  | boolean
  | null
  | undefined
  | RawJson
  | readonly Writable[]
  | { readonly [name: string]: Writable };

/**
 * Writes an answer as JSON text, with the raw texts spliced in, so that open maps and amounts leave with the digits
 * with which they came.
 */
export function writeJson(value: Writable): string {
  if (typeof value === "string") return writeText(value);
  // JSON has no `undefined`: in a list it is written as JSON.stringify does it.
  if (typeof value !== "object" || value === null) return String(value ?? null);
  if (isRaw(value)) return value[rawText];
  return isList(value) ? writeList(value) : writeMembers(value);
}

const isRaw = (value: object): value is RawJson => rawText in value;
const isList = (value: object): value is readonly Writable[] => Array.isArray(value);

// Most texts of an answer are ids and words: printable ASCII without quotes needs no escaping.
const plain = /^[ !#-[\]-~]*$/;
const writeText = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text));

function writeList(items: readonly Writable[]): string {
  let text = "[";
  for (let index = 0; index < items.length; index++) {
    text += index === 0 ? writeJson(items[index]) : `,${writeJson(items[index])}`;
  }
  return `${text}]`;
}

function writeMembers(members: { readonly [name: string]: Writable }): string {
  let text = "";
  for (const name in members) {
    const member = members[name];
    if (member !== undefined) text += `${text === "" ? "" : ","}${writeText(name)}:${writeJson(member)}`;
  }
  return `{${text}}`;
}
