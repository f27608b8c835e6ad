import { campaign } from "@omni/testkit/rounds";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Listening } from "./service.ts";
import { hostileRequests } from "./testing/hostile-requests.ts";
import { openForTests } from "./testing/open-for-tests.ts";
import { exchangeRaw } from "./testing/raw-client.ts";

const world = openForTests({ corsOrigins: ["https://bank.example"] });
let listening: Listening;
beforeAll(async () => void (listening = await world.listen({ host: "127.0.0.1", port: 0 })));
afterAll(() => listening.stop());

const atOnce = 50;

/** Answers the status; throws when the answer is not what every answer has to be. */
async function judge(bytes: Buffer): Promise<number> {
  const { body, headers, status } = await exchangeRaw(listening.port, bytes);
  expect(status).toBeLessThan(500);
  expect(headers["x-request-id"]).toMatch(/^[A-Za-z0-9._:@-]{1,128}$/);
  if (status < 400) return status;
  expect(headers["content-type"]).toBe("application/problem+json");
  expect(JSON.parse(body)).toMatchObject({ status, requestId: headers["x-request-id"] });
  return status;
}

test("no request, however hostile, gets a 5xx, and every refusal is a problem with its request id", {
  timeout: 7_200_000,
}, async () => {
  const { from, seed, to } = campaign("hostile");
  const statuses = new Set<number>();
  for (let round = from; round <= to; round += atOnce) {
    const batch = fc.sample(hostileRequests, { numRuns: atOnce, seed: seed + round });
    const judged = batch.map((bytes) =>
      judge(bytes).catch((error: unknown) => {
        throw new Error(`Seed ${seed}, round ${round}: ${JSON.stringify(bytes.toString("latin1").slice(0, 2_000))}`, {
          cause: error,
        });
      }),
    );
    for (const status of await Promise.all(judged)) statuses.add(status);
  }
  // The requests go far enough to be refused for different reasons, and some are sound after all.
  expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 400, 401, 404, 405, 415]));
});
