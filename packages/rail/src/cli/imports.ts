/** One import of a package. */
export interface Imported {
  /** The package, without the path in it: `@omni/platform`. */
  readonly name: string;
  /** Whether it is loaded when the code runs; types are gone by then. */
  readonly loads: boolean;
}

const forms: readonly { readonly pattern: RegExp; readonly loads: (match: RegExpMatchArray) => boolean }[] = [
  {
    pattern: /^(?:import|export)\s+(?<type>type\s)?[^;"']*?\bfrom\s*["'](?<from>[^"']+)["']/gm,
    loads: ({ groups }) => groups?.["type"] === undefined,
  },
  { pattern: /^import\s*["'](?<from>[^"']+)["']/gm, loads: () => true },
  // `typeof import(…)` is a type.
  { pattern: /(?<type>typeof\s+)?\bimport\(\s*["'](?<from>[^"']+)["']/g, loads: ({ groups }) => !groups?.["type"] },
  { pattern: /\bimport\.meta\.resolve\(\s*["'`](?<from>[^"'`$]+)/g, loads: () => true },
];

/** The packages that a TypeScript text imports; neither Node's own modules nor files of the same package. */
export const importsOf = (text: string): readonly Imported[] =>
  forms.flatMap(({ pattern, loads }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const name = packageOf(match.groups?.["from"] ?? "");
      return name === undefined ? [] : [{ name, loads: loads(match) }];
    }),
  );

const packageOf = (specifier: string): string | undefined =>
  /^(?!node:)(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(?=\/|$)/.exec(specifier)?.[0];
