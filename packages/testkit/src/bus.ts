import { afterEach, beforeEach, describe } from "vitest";
import { given, type BusBench, type Given } from "./bus/bench.ts";
import { busDeadLetters } from "./bus/dead-letters.ts";
import { busDelivery } from "./bus/delivery.ts";
import { busFailures } from "./bus/failures.ts";
import { busProperty } from "./bus/property.ts";

export type { BusBench } from "./bus/bench.ts";

/** What every adapter of the bus promises (bus/port.ts). Nothing here knows which engine stands behind it. */
export function busContract(name: string, open: () => Promise<BusBench>): void {
  describe(`${name} keeps the promises of the bus`, () => {
    let under: Given;
    beforeEach(async () => {
      const bench = await open();
      under = given(bench, await bench.topic());
    });
    afterEach(() => under.bench.close());
    busDelivery(() => under);
    busFailures(() => under);
    busDeadLetters(() => under);
    busProperty(() => under.bench);
  });
}
