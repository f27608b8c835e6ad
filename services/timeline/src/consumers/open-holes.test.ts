import { expect, onTestFinished, test } from "vitest";
import { openWorld } from "../testing/open-world.ts";

const topic = "omni.journey.v1";
const happened = "journey.advanced";
const letterOf = ({ reason, message }: { reason: string; message: { key: string } }) => `${message.key}: ${reason}`;

function world() {
  const opened = openWorld();
  onTestFinished(() => opened.close());
  return opened;
}

test.each([["credential.invalid"], ["scope.missing"]])(
  "a producer that refuses with %s is an operator's business: an error each round, until it is put right",
  async (code) => {
    const { advance, bus, emit, logged, refuses, shown, start } = world();
    const messages = [1, 2, 3].map((sequence) => emit({ sequence }));
    refuses.set("tnt_alpha", code);
    await start();
    await bus.publish(messages.slice(2));
    await advance(30_000);
    expect(await shown()).toEqual([]);
    const rounds = logged("error").length;
    expect(rounds).toBeGreaterThan(15);
    expect(rounds).toBeLessThanOrEqual(31);
    expect(logged("error")[0]).toMatchObject({ code, topic, tenantId: "tnt_alpha", sequence: 2 });
    refuses.clear();
    await advance(2_000);
    expect(await shown()).toEqual([1, 2, 3].map((sequence) => `evt_jrn_1_${sequence}/${happened}`));
    expect(logged("error")).toHaveLength(rounds);
    expect(await bus.deadLetters(topic, "timeline", 10)).toEqual([]);
  },
);

test("a producer that is away is nobody's error: a warning each round", async () => {
  const { advance, bus, emit, logged, refuses, start } = world();
  const [, second] = [1, 2].map((sequence) => emit({ sequence }));
  refuses.set("tnt_alpha", "service.unavailable");
  await start();
  await bus.publish(second ? [second] : []);
  await advance(5_000);
  expect(logged("error")).toEqual([]);
  expect(logged("warn").length).toBeGreaterThan(2);
});

test("a poison message behind a hole waits with it, and is a gap in its place when the hole is closed", async () => {
  const { advance, bus, emit, refuses, shown, start } = world();
  const [, second] = [1, 2].map((sequence) => emit({ sequence, at: 1_700_000_000_000 + sequence }));
  refuses.set("tnt_alpha", "credential.invalid");
  await start();
  await bus.publish(second ? [{ ...second, value: Buffer.from("{") }] : []);
  await advance(20_000);
  expect(await shown()).toEqual([]);
  expect(await bus.deadLetters(topic, "timeline", 10)).toEqual([]);
  refuses.clear();
  await advance(3_000);
  expect(await shown()).toEqual([`evt_jrn_1_1/${happened}`, "evt_jrn_1_2/gap"]);
  expect(await bus.deadLetters(topic, "timeline", 10)).toHaveLength(1);
});

test("events of a tenant that nobody knows hold no other tenant up, are kept, and are shown once it is known", async () => {
  const { advance, bus, emit, logged, refuses, shown, start } = world();
  const foreign = [1, 2, 3].map((sequence) => emit({ sequence, tenantId: "tnt_gone" }));
  const own = [1, 2].map((sequence) => emit({ sequence }));
  refuses.set("tnt_gone", "tenant.unknown");
  await start();
  await bus.publish([...foreign.slice(1), ...own]);
  // The retry rule of the bus, for each of the two.
  await advance(2_500);
  expect(await shown()).toEqual([1, 2].map((sequence) => `evt_jrn_1_${sequence}/${happened}`));
  expect(await shown("tnt_gone")).toEqual([]);
  const letters = await bus.deadLetters(topic, "timeline", 10);
  expect(letters.map(letterOf)).toEqual([
    "tnt_gone/jrn_1: journey/jrn_1 cannot be read up to 1: the tenant is not known.",
    "tnt_gone/jrn_1: journey/jrn_1 cannot be read up to 2: the tenant is not known.",
  ]);
  expect(logged("error").map(({ message }) => message)).toContain("The missing event does not show as a gap.");
  for (const letter of letters) expect(await bus.replay(letter)).toBe(false);
  refuses.clear();
  for (const letter of letters) expect(await bus.replay(letter)).toBe(true);
  expect(await shown("tnt_gone")).toEqual([1, 2, 3].map((sequence) => `evt_jrn_1_${sequence}/${happened}`));
  expect(await bus.deadLetters(topic, "timeline", 10)).toEqual([]);
});

test("a hole among events that nobody is known to emit holds nothing up either", async () => {
  const { advance, bus, emit, shown, start } = world();
  const strange = [1, 2].map((sequence) => emit({ sequence, aggregateType: "invoice", aggregateId: "inv_1" }));
  await start();
  await bus.publish([...strange.slice(1), emit({ sequence: 1 })]);
  await advance(1_500);
  expect(await shown()).toEqual([`evt_jrn_1_1/${happened}`]);
  expect((await bus.deadLetters(topic, "timeline", 10)).map(letterOf)).toEqual([
    "tnt_alpha/inv_1: invoice/inv_1 cannot be read up to 1: nobody is known to emit invoice events.",
  ]);
});
