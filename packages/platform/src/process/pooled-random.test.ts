import { expect, test } from "vitest";
import { pooledRandom } from "./pooled-random.ts";

test("no two draws share bytes, across refills and for any length", () => {
  const random = pooledRandom();
  const drawn = new Set<string>();
  for (let round = 0; round < 5_000; round++)
    drawn.add(Buffer.from(random(new Uint8Array(10 + (round % 7)))).toString("hex"));
  expect(drawn.size).toBe(5_000);
});

test("a draw larger than the pool is filled whole", () => {
  const bytes = pooledRandom()(new Uint8Array(20_000));
  expect(bytes.filter((byte) => byte !== 0).length).toBeGreaterThan(19_000);
});
