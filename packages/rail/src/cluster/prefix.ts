export interface PrefixOptions {
  /** The names that will stand before lines: their width is the same for all. */
  readonly names: readonly string[];
  readonly coloured: boolean;
  /** Lines are JSON for machines: they stay as they are. */
  readonly json: boolean;
}

/** Puts the name of who said it before a line. */
export type Prefix = (name: string, line: string) => string;

// Cyan, yellow, green, magenta, blue: none that stands for an error.
const colours = [36, 33, 32, 35, 34];

/** `journey   | …`: names padded to the longest, each with a colour of its own where there is a screen. */
export function prefixFor({ names, coloured, json }: PrefixOptions): Prefix {
  if (json) return (_name, line) => line;
  const width = Math.max(...names.map((name) => name.length));
  const heads = new Map(
    names.map((name, at) => {
      const head = `${name.padEnd(width)} |`;
      return [name, coloured ? `\u001B[${colours[at % colours.length]}m${head}\u001B[0m` : head];
    }),
  );
  return (name, line) => `${heads.get(name) ?? `${name} |`} ${line}`;
}
