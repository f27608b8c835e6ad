import type { ASTNode } from "@marcbachmann/cel-js";
import type { Budget } from "./budget.ts";
import { allSteps, type FactReader } from "./facts.ts";
import { runLoop } from "./loops.ts";
import { operate } from "./operate.ts";
import { failed, memberOf, type Outcome, type Value } from "./values.ts";
import { isLoop, isRoot } from "./vocabulary.ts";

/** A name that a loop gives to each item in turn. */
export interface Binding {
  readonly name: string;
  readonly value: Outcome;
  readonly outer: Binding | undefined;
}

type JudgePart = (part: ASTNode) => Outcome;
/** A call on a value: name, receiver, arguments. */
type Call = readonly [string, ASTNode, readonly ASTNode[]];

/** One judgement under way. */
export interface Run {
  readonly facts: FactReader;
  readonly budget: Budget;
}

/**
 * Walks an expression that has been compiled. Every node is paid for, so the walk ends whatever the expression is.
 * As CEL has it, `&&` and `||` need only one side where that decides; everything else fails with any of its parts.
 */
export function evaluate(run: Run, node: ASTNode, bound: Binding | undefined): Outcome {
  if (!run.budget.spend(1)) return failed;
  const part = (one: ASTNode): Outcome => evaluate(run, one, bound);
  switch (node.op) {
    case "value":
      return node.args;
    case "id":
      return named(run, node.args, bound);
    case ".":
      return lookUp(run, part(node.args[0]), node.args[1]);
    case "[]":
      return lookUp(run, part(node.args[0]), part(node.args[1]));
    case "list":
      return allOf(node.args.map(part));
    case "?:":
      return chosen(
        part(node.args[0]),
        () => part(node.args[1]),
        () => part(node.args[2]),
      );
    case "&&":
      return decidedBy(false, node.args, part);
    case "||":
      return decidedBy(true, node.args, part);
    case "call":
      return node.args[0] === "has"
        ? has(run, node.args[1][0], part)
        : operate(node.args[0], node.args[1].map(part), run.budget);
    case "rcall":
      return called(run, node.args, bound, part);
    case "!_":
    case "-_":
      return operate(node.op, [part(node.args)], run.budget);
    case "!=":
    case "==":
    case "in":
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return operate(node.op, node.args.map(part), run.budget);
    // Refused when the expression was compiled.
    case ".?":
    case "[?]":
    case "map":
      return failed;
  }
}

function named({ facts, budget }: Run, name: string, bound: Binding | undefined): Outcome {
  for (let binding = bound; binding !== undefined; binding = binding.outer) {
    if (binding.name === name) return binding.value;
  }
  return isRoot(name) ? facts.root(name, budget) : failed;
}

const lookUp = ({ facts, budget }: Run, value: Outcome, key: Outcome): Outcome =>
  value === allSteps && typeof key === "string" ? facts.step(key, budget) : memberOf(value, key);

const allOf = (parts: readonly Outcome[]): Outcome =>
  parts.every((one): one is Value => one !== failed) ? parts : failed;

function chosen(condition: Outcome, yes: () => Outcome, no: () => Outcome): Outcome {
  if (condition === true) return yes();
  return condition === false ? no() : failed;
}

function decidedBy(decisive: boolean, [left, right]: readonly [ASTNode, ASTNode], part: JudgePart): Outcome {
  const first = part(left);
  if (first === decisive) return decisive;
  const second = part(right);
  if (second === decisive) return decisive;
  return first === !decisive && second === !decisive ? !decisive : failed;
}

/** Whether the last member of a path is there; the path to it must be. */
function has(run: Run, path: ASTNode | undefined, part: JudgePart): Outcome {
  if (path?.op !== ".") return failed;
  const value = part(path.args[0]);
  return value === failed ? failed : lookUp(run, value, path.args[1]) !== failed;
}

function called(run: Run, [name, receiver, given]: Call, bound: Binding | undefined, part: JudgePart): Outcome {
  const [item, ...bodies] = given;
  if (!isLoop(name)) return operate(name, [receiver, ...given].map(part), run.budget);
  if (item?.op !== "id") return failed;
  const judge = (argument: number, value: Value): Outcome => {
    const body = bodies[argument];
    return body === undefined ? failed : evaluate(run, body, { name: item.args, value, outer: bound });
  };
  return runLoop(name, part(receiver), { given: bodies.length, judge }, run.budget);
}
