/** Chance that comes again with its seed: a number from `from` up to and including `to`. */
export type Dice = (from: number, to: number) => number;

/** Dice from any texts and numbers: the same ones throw the same. (Mulberry32 over an FNV-1a hash.) */
export function diceOf(...seeds: readonly (string | number)[]): Dice {
  let state = 0x811c9dc5;
  for (const unit of seeds.join("/")) state = Math.imul(state ^ unit.charCodeAt(0), 0x01000193) >>> 0;
  return (from, to) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    const share = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    return from + Math.floor(share * (to - from + 1));
  };
}

/** The items in an order that the dice choose. */
export function shuffled<Item>(items: readonly Item[], dice: Dice): readonly Item[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(dice(0, rest.length - 1), 1));
}
