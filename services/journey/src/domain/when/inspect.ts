import type { ASTNode } from "@marcbachmann/cel-js";
import { isInt64 } from "./values.ts";
import { isLoop, isRoot, maySo } from "./vocabulary.ts";

/** What is wrong with an expression, and where (counted from 0). */
export interface Wrong {
  readonly at: number;
  readonly what: string;
}

/** What the place of a node allows. */
interface Place {
  /** The ids of the steps whose data may be read; `undefined` leaves that open. */
  readonly stepIds: ReadonlySet<string> | undefined;
  /** The names that the loops around it give to their items. */
  readonly bound: readonly string[];
  readonly depth: number;
}

// Far beyond what a person would write; each walk of an expression goes as deep as it is.
const depthMax = 250;

/** Finds what is CEL but may not stand in a condition; `undefined` when there is nothing of it. */
export const inspect = (root: ASTNode, stepIds: ReadonlySet<string> | undefined): Wrong | undefined =>
  wrongIn(root, { stepIds, bound: [], depth: 0 });

function wrongIn(node: ASTNode, place: Place): Wrong | undefined {
  if (place.depth > depthMax) return wrong(node, "This is nested too deeply");
  const stepId = stepOf(node);
  if (stepId !== undefined) {
    return place.stepIds?.has(stepId) === false
      ? wrong(node, `${stepId} is not the id of a step before this one`)
      : undefined;
  }
  const inside = { ...place, depth: place.depth + 1 };
  return wrongItself(node, place) ?? (isLoopNode(node) ? wrongInLoop(node, inside) : firstWrong(partsOf(node), inside));
}

function firstWrong(nodes: readonly ASTNode[], place: Place): Wrong | undefined {
  for (const node of nodes) {
    const found = wrongIn(node, place);
    if (found !== undefined) return found;
  }
  return undefined;
}

const wrong = ({ pos }: ASTNode, what: string): Wrong => ({ at: pos, what });

function wrongItself(node: ASTNode, { bound }: Place): Wrong | undefined {
  if (node.op === "value") return wrongValue(node, node.args);
  if (node.op === "id") return wrongName(node, node.args, bound);
  if (node.op === "call") return wrongCall(node, node.args[0], node.args[1], false);
  if (node.op === "rcall") return wrongCall(node, node.args[0], node.args[2], true);
  if (node.op === "map" || node.op === ".?" || node.op === "[?]")
    return wrong(node, "This is not available in a condition");
  return undefined;
}

function wrongValue(node: ASTNode, value: unknown): Wrong | undefined {
  if (value instanceof Uint8Array) return wrong(node, "Bytes are not available in a condition");
  return typeof value === "bigint" && !isInt64(value) ? wrong(node, "This number is beyond 64 bits") : undefined;
}

function wrongName(node: ASTNode, name: string, bound: readonly string[]): Wrong | undefined {
  if (name === "steps")
    return wrong(node, "steps must be followed by the id of a step and data, as in steps.step_kyc.data");
  return isRoot(name) || bound.includes(name) ? undefined : wrong(node, `${name} is not known`);
}

const wrongCall = (node: ASTNode, name: string, given: readonly ASTNode[], onValue: boolean): Wrong | undefined =>
  maySo(name, { onValue, given: given.length }) ? undefined : wrong(node, `${name} cannot be called in this way`);

type LoopNode = Extract<ASTNode, { readonly op: "rcall" }>;
const isLoopNode = (node: ASTNode): node is LoopNode => node.op === "rcall" && isLoop(node.args[0]);

/** The name of the item is known in the bodies only. */
function wrongInLoop({ args: [, over, [item, ...bodies]] }: LoopNode, place: Place): Wrong | undefined {
  const name = item?.op === "id" ? item.args : undefined;
  if (item !== undefined && (name === undefined || isRoot(name)))
    return wrong(item, "This cannot name the items of a loop");
  const bound = name === undefined ? place.bound : [...place.bound, name];
  return wrongIn(over, place) ?? firstWrong(bodies, { ...place, bound });
}

/** The nodes below a node, whatever it is. */
function partsOf({ args }: ASTNode): readonly ASTNode[] {
  const parts: readonly unknown[] = Array.isArray(args) ? args.flat() : [args];
  return parts.filter(isNode);
}

const isNode = (part: unknown): part is ASTNode => typeof part === "object" && part !== null && "op" in part;

/** The id in `steps.<id>.data`. */
function stepOf(node: ASTNode): string | undefined {
  const step = keyOf(node) === "data" ? targetOf(node) : undefined;
  const all = step && targetOf(step);
  return step !== undefined && all?.op === "id" && all.args === "steps" ? keyOf(step) : undefined;
}

const targetOf = (node: ASTNode): ASTNode | undefined =>
  node.op === "." || node.op === "[]" ? node.args[0] : undefined;

function keyOf(node: ASTNode): string | undefined {
  if (node.op === ".") return node.args[1];
  const key = node.op === "[]" && node.args[1].op === "value" ? node.args[1].args : undefined;
  return typeof key === "string" ? key : undefined;
}
