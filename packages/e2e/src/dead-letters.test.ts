import { afterAll, beforeAll, expect, test } from "vitest";
import { type BankClient, bankClient, type Message } from "./grpc/bank-client.ts";
import { startRail, type TestRail } from "./rail/start-rail.ts";

const service = "omni.timeline.v1.DeadLetterService";

let rail: TestRail;
let operator: BankClient;
beforeAll(async () => {
  rail = await startRail();
  operator = bankClient(rail.rail.grpc["timeline"] ?? "", rail.alpha.appKey);
});
afterAll(async () => {
  operator.close();
  await rail.stop();
});

const lettersOf = async (request: Message = {}) => {
  const { reply } = await operator.call(service, "ListDeadLetters", request);
  return reply as { deadLetters: readonly Message[]; more: boolean };
};

test("an operator sees his tenant's dead letters over gRPC, each with the event that is missing, and no other's", async () => {
  const [own, foreign] = [await rail.alpha.bury(), await rail.beta.bury()];
  const { deadLetters, more } = await lettersOf({ topic: "omni.journey.v1" });
  expect(more).toBe(false);
  expect(deadLetters).toEqual([
    expect.objectContaining({ id: own, reason: "The value is not JSON.", aggregateType: "journey", sequence: 1 }),
  ]);
  expect(deadLetters.map(({ id }) => id)).not.toContain(foreign);
  const gaps = await rail.alpha.app.get(
    `/timeline?entityType=journey&entityId=${String(deadLetters[0]?.["aggregateId"])}`,
  );
  expect(gaps.text).toContain('"eventType":"gap"');
});

test("a letter that still cannot be shown stays, and the answer says why", async () => {
  const own = await rail.alpha.bury();
  const before = await lettersOf();
  expect(await operator.call(service, "ReplayDeadLetter", { deadLetterId: own })).toMatchObject({
    code: 9,
    message: "The value is not JSON.",
    info: { reason: "dead_letter.not_taken", domain: "omni" },
  });
  expect(await lettersOf()).toEqual(before);
});
