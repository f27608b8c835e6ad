import type { ASTNode } from "@marcbachmann/cel-js";
import { commandUnits, conditionUnits, openBudget } from "./budget.ts";
import { compile } from "./compile.ts";
import { evaluate } from "./evaluate.ts";
import { readFacts, type WhenFacts } from "./facts.ts";

/** What a step says of when it is to be done. */
export interface Conditional {
  readonly when?: string | undefined;
}

export type Judgement = "keep" | "skip";

/**
 * Judges whether a step that has been reached is to be done (contract §2, "Templates"): `skip` only when its condition
 * comes to false. Without a condition, and with one that fails, asks for what is missing, comes to anything else or
 * costs too much, the step is kept. Pure, and never throws.
 */
export const judgeWhen = (definition: Conditional, facts: WhenFacts): Judgement => conditionsOver(facts)(definition);

/**
 * The same for all steps that one command reaches: the facts are read once, and no more than some 20 ms are spent on
 * all of them together; beyond that, steps are kept.
 */
export function conditionsOver(facts: WhenFacts): (definition: Conditional) => Judgement {
  const reader = readFacts(facts);
  const whole = openBudget(commandUnits);
  return (definition) => {
    const expression = compiledFor(definition);
    if (expression === undefined) return "keep";
    const run = { facts: reader, budget: openBudget(conditionUnits, whole) };
    return evaluate(run, expression, undefined) === false ? "skip" : "keep";
  };
}

// A definition never changes, so what is kept for it is always the same; it goes when the definition goes.
const compiled = new WeakMap<Conditional, ASTNode>();

function compiledFor(definition: Conditional): ASTNode | undefined {
  if (definition.when === undefined) return undefined;
  const known = compiled.get(definition);
  if (known !== undefined) return known;
  const fresh = compile(definition.when);
  if (!fresh.ok) return undefined;
  compiled.set(definition, fresh.expression);
  return fresh.expression;
}
