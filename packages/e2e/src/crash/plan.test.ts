import { expect, test } from "vitest";
import { crashPoints } from "./crash-points.ts";
import { planOf } from "./plan.ts";

const kindOf = (seed: number, round: number): string => {
  const { death } = planOf(seed, round);
  return death.kind === "at random" ? death.kind : death.point;
};
const cycle = 18;

test("each crash point comes once in a cycle, beside six random kills, in an order of its own", () => {
  const orders = [1, 2, 3].map((seed) =>
    [0, 1].map((lap) => Array.from({ length: cycle }, (_, index) => kindOf(seed, lap * cycle + index + 1))),
  );
  for (const order of orders.flat()) {
    expect(order.toSorted()).toEqual([...crashPoints, ...Array<string>(6).fill("at random")].toSorted());
  }
  expect(new Set(orders.flat().map(String)).size).toBe(6);
});

test("a round follows from its seed and number alone, so that it can be run again", () => {
  expect(planOf(7, 23)).toEqual(planOf(7, 23));
  expect(planOf(8, 23)).not.toEqual(planOf(7, 23));
  const plans = Array.from({ length: 200 }, (_, index) => planOf(7, index + 1));
  expect(Math.min(...plans.map(({ connections }) => connections))).toBe(16);
  expect(Math.max(...plans.map(({ connections }) => connections))).toBe(32);
});
