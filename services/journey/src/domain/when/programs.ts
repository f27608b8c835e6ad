import type { ParseResult } from "@marcbachmann/cel-js";
import { openLanguage } from "./language.ts";
import { functions, methods } from "./vocabulary.ts";

const operators = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "in"];

/** The smallest programs of the library: each applies one operator or function to `a`, `b` and `c`. */
export function openPrograms(): ReadonlyMap<string, ParseResult> {
  const language = openLanguage()
    .registerVariable("a", "dyn")
    .registerVariable("b", "dyn")
    .registerVariable("c", "dyn");
  const compile = (name: string, given: number, text: string): [string, ParseResult] => {
    const program = language.parse(text);
    const { valid } = program.check();
    if (!valid) throw new Error(`The CEL library has no ${text}`);
    return [programKey(name, given), program];
  };
  return new Map([
    ...operators.map((name) => compile(name, 2, `a ${name} b`)),
    compile("!_", 1, "!a"),
    compile("-_", 1, "-a"),
    ...[...functions.keys()].map((name) => compile(name, 1, `${name}(a)`)),
    ...[...methods].flatMap(([name, counts]) =>
      counts.map((count) => compile(name, count + 1, `a.${name}(${["b", "c"].slice(0, count).join()})`)),
    ),
  ]);
}

/** `size(a)` and `a.size()` are the same. */
export const programKey = (name: string, given: number): string => `${name}/${given}`;
