import type { Variable } from "./variable.ts";

/** Variables by their names. */
export type Declarations = Readonly<Record<string, Variable<unknown>>>;

export type Values<Declared extends Declarations> = {
  readonly [Name in keyof Declared]: Declared[Name] extends Variable<infer Value> ? Value : never;
};

/** One variable that is not as it must be. */
export interface ConfigFault {
  readonly variable: string;
  /** What was found, quoted; `nothing` when it is not set; never a secret. */
  readonly found: string;
  readonly expected: string;
}

export type Config<Declared extends Declarations> =
  | { readonly ok: true; readonly values: Values<Declared> }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the declared variables and names every fault at once. A variable that is set to nothing counts as unset. */
export function readConfig<Declared extends Declarations>(
  declared: Declared,
  environment: Environment,
): Config<Declared> {
  const values: Record<string, unknown> = {};
  const faults: ConfigFault[] = [];
  for (const [name, variable] of Object.entries(declared)) {
    const found = environment[name];
    const isSet = found !== undefined && found !== "";
    const value = isSet ? variable.read(found) : variable.unset?.value;
    values[name] = value;
    const fine = isSet ? value !== undefined : variable.unset !== undefined;
    if (!fine) faults.push({ variable: name, found: shown(variable, found), expected: variable.expected });
  }
  // Each value was read by the variable of its name.
  return faults.length > 0 ? { ok: false, faults } : { ok: true, values: values as Values<Declared> };
}

const shownMax = 80;

function shown({ secret }: Variable<unknown>, found: string | undefined): string {
  if (found === undefined || found === "") return "nothing";
  return secret ? "something else (it is a secret, so it is not shown)" : JSON.stringify(found.slice(0, shownMax));
}

/** The faults as an operator reads them, one per line. */
export const describeFaults = (faults: readonly ConfigFault[]): string =>
  faults.map(({ variable, found, expected }) => `${variable} must be ${expected}, but is ${found}.`).join("\n");

/** The reference: a Markdown table of the variables, in the order in which they are declared. */
export function configTable(declared: Declarations): string {
  const rows = Object.entries(declared).map(([name, { doc, expected, defaultText, unset }]) => {
    const otherwise = defaultText === undefined ? (unset ? "unset" : "must be set") : `\`${defaultText}\``;
    return `| \`${name}\` | ${otherwise} | ${doc} Must be ${expected}. |`.replaceAll("\n", " ");
  });
  return ["| Variable | Default | Meaning |", "|---|---|---|", ...rows].join("\n");
}
