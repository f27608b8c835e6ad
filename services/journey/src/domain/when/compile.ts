import { type ASTNode, ParseError } from "@marcbachmann/cel-js";
import { unknownCall } from "./callables.ts";
import { inspect, type Wrong } from "./inspect.ts";
import { charactersMax, openLanguage } from "./language.ts";

/** An expression that can be judged, or what is wrong with it, with the position of the fault counted from 1. */
export type Compiled =
  | { readonly ok: true; readonly expression: ASTNode }
  | { readonly ok: false; readonly detail: string };

const language = openLanguage()
  .registerVariable("context", "map<string, dyn>")
  .registerVariable("steps", "map<string, map<string, dyn>>")
  .registerVariable("channel", "string")
  .registerVariable("priority", "string");

/**
 * Compiles a condition (contract §2, "Templates"): CEL of at most 2,000 characters that comes to true or false, without
 * `matches`. `stepIds` are the steps whose data it may read; without them, any step's.
 */
export function compile(text: string, stepIds?: ReadonlySet<string>): Compiled {
  if (text.trim() === "") return { ok: false, detail: "Must not be blank." };
  if (text.length > charactersMax) return { ok: false, detail: `Must have at most ${charactersMax} characters.` };
  const called = unknownCall(text);
  if (called !== undefined) return refused({ at: called.at, what: `${called.name} is not available in a condition` });
  try {
    return checked(text, stepIds);
  } catch (error) {
    if (error instanceof ParseError) return refused({ at: error.range?.start ?? 0, what: error.summary });
    throw error;
  }
}

function checked(text: string, stepIds: ReadonlySet<string> | undefined): Compiled {
  const program = language.parse(text);
  const { ast: expression } = program;
  const found = inspect(expression, stepIds);
  if (found !== undefined) return refused(found);
  const { error, type } = program.check();
  if (error !== undefined) return refused({ at: error.range?.start ?? expression.pos, what: error.summary });
  return type === "bool" || type === "dyn"
    ? { ok: true, expression }
    : refused({ at: expression.start, what: `Must come to true or false, not to ${type}` });
}

const refused = ({ at, what }: Wrong): Compiled => ({
  ok: false,
  // The library quotes single units of the text, which may be halves of a character.
  detail: `At position ${at + 1}: ${what.toWellFormed()}.`,
});
