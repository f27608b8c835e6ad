import { Environment } from "@marcbachmann/cel-js";

/** Contract §2, "Templates". */
export const charactersMax = 2_000;

// Within 2,000 characters these are beyond anything that a person would write.
const limits = { maxAstNodes: 1_000, maxDepth: 32, maxListElements: 100, maxMapEntries: 0, maxCallArguments: 4 };

/** CEL, in which an int and a double can also be reckoned with together; the result is a double. */
export function openLanguage(): Environment {
  const language = new Environment({ limits });
  for (const [sign, reckon] of reckoning) {
    const mixed = (left: bigint | number, right: bigint | number): number => reckon(Number(left), Number(right));
    language.registerOperator(`int ${sign} double: double`, mixed);
    language.registerOperator(`double ${sign} int: double`, mixed);
  }
  return language;
}

const reckoning: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
  ["+", (left, right) => left + right],
  ["-", (left, right) => left - right],
  ["*", (left, right) => left * right],
  ["/", (left, right) => left / right],
]);
