import type { AnyCollection, Declaration } from "./collection.ts";

// Names become parts of SQL and of index names.
const wellFormed = /^[a-z][a-zA-Z0-9]{0,39}$/;

/** Declares a collection, next to its queries; everything else follows from the state. Throws on a malformed name. */
export function collection<State, Summary, Reply>(
  declaration: Declaration<State, Summary, Reply>,
): Declaration<State, Summary, Reply> & AnyCollection {
  const names = [declaration.name, ...Object.keys(declaration.indexes), ...Object.keys(declaration.manyIndexes ?? {})];
  const malformed = names.find((name) => !wellFormed.test(name) || name === "at");
  if (malformed !== undefined)
    throw new Error(`${declaration.name}: ${malformed} cannot name a collection or an index`);
  return declaration;
}
