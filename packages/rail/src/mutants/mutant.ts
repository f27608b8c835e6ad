/** A fault that is planted in a copy of the code, to see whether the tests catch it. */
export interface Mutant {
  /** What is wrong with the code then, in a sentence. */
  readonly breaks: string;
  /** Relative to the `src` of its package, like the tests. */
  readonly file: string;
  /** Whole lines, which stand in the file exactly once. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The tests that must catch it. */
  readonly tests: readonly string[];
}

/** The source with the fault in it; `undefined` unless its lines stand there exactly once: then the list has rotted. */
export function plant({ after, before }: Pick<Mutant, "after" | "before">, source: string): string | undefined {
  const lines = source.split("\n");
  const standsAt = (place: number): boolean => before.every((line, index) => lines[place + index] === line);
  const [place, ...others] = lines.flatMap((_line, index) => (standsAt(index) ? [index] : []));
  if (place === undefined || others.length > 0) return undefined;
  return lines.toSpliced(place, before.length, ...after).join("\n");
}
