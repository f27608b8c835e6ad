/**
 * What a judgement may still cost. Everything that takes time is paid for in units beforehand, so that no expression
 * can hold up others, and the outcome depends on the expression and its facts alone, never on a clock. A unit stands
 * for at most 0.2 µs or so (docs/decisions/0016).
 */
export interface Budget {
  /** False when the units are not there; nothing may be done from then on. */
  spend(units: number): boolean;
  isSpent(): boolean;
}

/** One condition: some 5 ms at the very worst. */
export const conditionUnits = 20_000;
/** All conditions that one command judges (a template has up to 100 of them): some 20 ms. */
export const commandUnits = 100_000;

/** Opens a budget, which may be part of a larger one. */
export function openBudget(units: number, whole?: Budget): Budget {
  let left = units;
  return {
    spend: (asked) => {
      left = whole === undefined || whole.spend(asked) ? left - asked : -1;
      return left >= 0;
    },
    isSpent: () => left < 0,
  };
}
