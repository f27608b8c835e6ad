import type { Budget } from "./budget.ts";
import { failed, isList, namesOf, type Outcome, type Value } from "./values.ts";

/** Judges one argument of the loop (counted from 0, the name of the item left out) for one item. */
export type JudgeItem = (argument: number, item: Value) => Outcome;

/** Runs what is called on a list, item by item, or on a map, key by key. */
export function runLoop(
  name: string,
  over: Outcome,
  { given, judge }: { readonly given: number; readonly judge: JudgeItem },
  budget: Budget,
): Outcome {
  const items = itemsOf(over, budget);
  if (items === failed) return failed;
  switch (name) {
    case "all":
      return decided(false, items, judge, budget);
    case "exists":
      return decided(true, items, judge, budget);
    case "exists_one":
      return exactlyOne(selected(items, judge));
    case "filter":
      return selected(items, judge);
    case "map":
      return given === 1 ? mapped(items, 0, judge) : mapped(selected(items, judge), 1, judge);
    default:
      return failed;
  }
}

function itemsOf(over: Outcome, budget: Budget): readonly Value[] | typeof failed {
  if (isList(over)) return over;
  const names = namesOf(over);
  return names !== undefined && budget.spend(names.length / 4) ? names : failed;
}

/** One item that decides is enough, whatever fails for the others. */
function decided(decisive: boolean, items: readonly Value[], judge: JudgeItem, budget: Budget): Outcome {
  let sound = true;
  for (const item of items) {
    const judged = judge(0, item);
    if (judged === decisive) return decisive;
    if (judged !== !decisive) sound = false;
    if (budget.isSpent()) return failed;
  }
  return sound ? !decisive : failed;
}

function selected(items: readonly Value[], judge: JudgeItem): readonly Value[] | typeof failed {
  const chosen: Value[] = [];
  for (const item of items) {
    const judged = judge(0, item);
    if (judged === true) chosen.push(item);
    else if (judged !== false) return failed;
  }
  return chosen;
}

const exactlyOne = (chosen: readonly Value[] | typeof failed): Outcome =>
  chosen === failed ? failed : chosen.length === 1;

function mapped(items: readonly Value[] | typeof failed, argument: number, judge: JudgeItem): Outcome {
  if (items === failed) return failed;
  const made: Value[] = [];
  for (const item of items) {
    const value = judge(argument, item);
    if (value === failed) return failed;
    made.push(value);
  }
  return made;
}
