import type { Result } from "@omni/kernel";
import { instant, refusal } from "@omni/kernel";
import type { Message } from "@omni/platform/bus";
import type { DeadLetterServiceDefinition, ReplyOf, RequestOf } from "@omni/platform/rpc";
import { replyOf, testCall } from "@omni/testkit/calls";
import { comeToRest } from "@omni/testkit/manual-time";
import { expect, onTestFinished, test } from "vitest";
import { type DeadLettersDeps, openDeadLetters } from "../consumers/dead-letters.ts";
import { openWorld } from "../testing/open-world.ts";
import { listDeadLetters } from "./list-dead-letters.ts";
import { replayDeadLetter } from "./replay-dead-letter.ts";

type Listed = ReplyOf<DeadLetterServiceDefinition, "listDeadLetters">;
type Letter = ReplyOf<DeadLetterServiceDefinition, "replayDeadLetter">;

const topic = "omni.journey.v1";

async function world(wrap: (bus: DeadLettersDeps["bus"]) => DeadLettersDeps["bus"] = (bus) => bus) {
  const opened = openWorld();
  onTestFinished(() => opened.close());
  await opened.start();
  const { bus, clock, log } = opened;
  const deadLetters = openDeadLetters({ bus: wrap(bus), clock, log });
  const list = async (
    request: RequestOf<DeadLetterServiceDefinition, "listDeadLetters"> = {},
    tenantId = "tnt_alpha",
  ) => {
    const answer = await listDeadLetters(deadLetters)({ ...testCall<Listed>({ tenantId }), request });
    return answer.ok ? replyOf(answer.value) : answer;
  };
  const replay = async (deadLetterId: string | null | undefined, tenantId = "tnt_alpha", deadline = 2 ** 50) => {
    const call = testCall<Letter>({ tenantId, deadline: instant(deadline) });
    const request = deadLetterId == null ? {} : { deadLetterId };
    const answer: Result<unknown> = await replayDeadLetter(deadLetters, log)({ ...call, request });
    return answer;
  };
  const publish = async (...messages: readonly (Message | undefined)[]) => {
    await bus.publish(messages.flatMap((message) => message ?? []));
    await comeToRest();
  };
  const lettersOf = async (tenantId?: string) => {
    const listed = await list({}, tenantId);
    return "ok" in listed ? [] : (listed.deadLetters ?? []);
  };
  return { ...opened, list, lettersOf, publish, replay };
}

const spoilt = (message: Message): Message => ({ ...message, value: Buffer.from("{") });

test("a tenant's operator sees which events of his are missing and why, and nothing of what they hold", async () => {
  const { emit, list, publish } = await world();
  await publish(emit({ sequence: 1 }), spoilt(emit({ sequence: 2 })), emit({ sequence: 3 }));
  const letter = {
    id: `timeline/${topic}/2`,
    topic,
    reason: "The value is not JSON.",
    aggregateType: "journey",
    aggregateId: "jrn_1",
    sequence: 2,
    eventId: "evt_jrn_1_2",
  };
  expect(await list()).toEqual({ deadLetters: [letter], more: false });
  expect(await list({ topic })).toEqual({ deadLetters: [letter], more: false });
  expect(await list({ topic: "omni.access.v1" })).toEqual({ deadLetters: [], more: false });
});

test("a letter is its tenant's alone: another neither sees nor replays it", async () => {
  const { bus, emit, lettersOf, publish, replay } = await world();
  await publish(spoilt(emit({ sequence: 1, tenantId: "tnt_beta" })));
  expect(await lettersOf("tnt_alpha")).toEqual([]);
  const [letter] = await lettersOf("tnt_beta");
  expect(await replay(letter?.id ?? "", "tnt_alpha")).toEqual(refusal("dead_letter.not_found"));
  expect(await replay("timeline/omni.journey.v1/999", "tnt_alpha")).toEqual(refusal("dead_letter.not_found"));
  expect(await replay(letter?.id ?? "", "tnt_beta")).toMatchObject({ code: "dead_letter.not_taken" });
  expect(await bus.deadLetters(topic, "timeline", 10)).toHaveLength(1);
});

test.each<[string, Partial<Message>]>([
  ["no key", { key: "" }],
  ["a key of one part", { key: "tnt_alpha" }],
  ["a key of three parts", { key: "tnt_alpha/jrn_1/x" }],
  ["a tenant that is no id", { key: "tnt alpha/jrn_1" }],
  ["a header that names another tenant", { headers: { "omni-tenant": "tnt_beta" } }],
])("a letter with %s is shown to nobody, and kept", async (_what, wrong) => {
  const { bus, emit, lettersOf, publish } = await world();
  await publish({ ...spoilt(emit({ sequence: 1 })), ...wrong });
  for (const tenantId of ["tnt_alpha", "tnt_beta", "tnt alpha", ""]) expect(await lettersOf(tenantId)).toEqual([]);
  expect(await bus.deadLetters(topic, "timeline", 10)).toHaveLength(1);
});

test("a letter of which only key and tenant are known is shown with what is known", async () => {
  const { emit, lettersOf, publish } = await world();
  await publish({ ...spoilt(emit({ sequence: 1 })), headers: {} });
  const [letter] = await lettersOf();
  expect(letter).toMatchObject({ aggregateId: "jrn_1", reason: "The value is not JSON." });
  expect(letter).not.toHaveProperty("sequence");
});

test("a replayed event takes the gap's place, the letter is gone, and the log says who did it", async () => {
  const { advance, emit, lettersOf, logged, publish, refuses, replay, shown } = await world();
  const messages = [1, 2].map((sequence) => emit({ sequence, tenantId: "tnt_new" }));
  refuses.set("tnt_new", "tenant.unknown");
  await publish(messages[1]);
  await advance(1_500);
  const [letter] = await lettersOf("tnt_new");
  const id = letter?.id ?? "";
  expect(await replay(id, "tnt_new")).toMatchObject({
    code: "dead_letter.not_taken",
    detail: "The event could not be applied.",
  });
  refuses.clear();
  expect(await replay(id, "tnt_new")).toMatchObject({ ok: true });
  expect(await shown("tnt_new")).toEqual(["evt_jrn_1_1/journey.advanced", "evt_jrn_1_2/journey.advanced"]);
  expect(await lettersOf("tnt_new")).toEqual([]);
  expect(await replay(id, "tnt_new")).toEqual(refusal("dead_letter.not_found"));
  expect(logged("info").at(-1)).toMatchObject({
    message: "A dead letter was replayed.",
    tenantId: "tnt_new",
    clientId: "key_test",
    aggregate: "journey/jrn_1",
    sequence: 2,
  });
});

test("two operators who replay at once show the event once, and neither is told of a fault of the rail's", async () => {
  const { advance, emit, lettersOf, publish, refuses, replay, shown } = await world();
  const messages = [1, 2].map((sequence) => emit({ sequence }));
  refuses.set("tnt_alpha", "tenant.unknown");
  await publish(messages[1]);
  await advance(1_500);
  refuses.clear();
  const [letter] = await lettersOf();
  const answers = await Promise.all([replay(letter?.id), replay(letter?.id)]);
  expect(answers.some(({ ok }) => ok)).toBe(true);
  for (const answer of answers) if (!answer.ok) expect(answer.code).toMatch(/^dead_letter\./);
  expect(await shown()).toHaveLength(2);
});

test("a replay whose caller no longer waits does not begin", async () => {
  const { clock, emit, lettersOf, publish, replay } = await world();
  await publish(spoilt(emit({ sequence: 1 })));
  const [letter] = await lettersOf();
  expect(await replay(letter?.id, "tnt_alpha", clock())).toEqual(refusal("request.deadline_exceeded"));
});

test("a list says when there is more, and is asked for by known words only", async () => {
  const { emit, list, publish, replay } = await world();
  await publish(...[1, 2, 3].map((number) => spoilt(emit({ sequence: 1, aggregateId: `jrn_${number}` }))));
  expect(await list({ limit: 2 })).toMatchObject({ deadLetters: [{ sequence: 1 }, { sequence: 1 }], more: true });
  expect(await list({ limit: 3 })).toMatchObject({ more: false });
  expect(await list({ limit: 0 })).toMatchObject({ faults: [{ pointer: "/limit" }] });
  expect(await list({ limit: 501 })).toMatchObject({ faults: [{ pointer: "/limit" }] });
  expect(await list({ topic: "omni.journey.v1.dlq" })).toMatchObject({ faults: [{ pointer: "/topic" }] });
  expect(await replay(undefined)).toMatchObject({ faults: [{ pointer: "/deadLetterId" }] });
  expect(await replay("")).toMatchObject({ faults: [{ pointer: "/deadLetterId" }] });
});

test("whoever asks while a topic is being read shares that reading; the next one reads anew", async () => {
  const reads: string[] = [];
  const { list } = await world((bus) => ({
    ...bus,
    deadLetters: (...asked) => {
      reads.push(asked[0]);
      return bus.deadLetters(...asked);
    },
  }));
  await Promise.all([list({ topic }), list({ topic }, "tnt_beta"), list({ topic })]);
  expect(reads).toEqual([topic]);
  await list({ topic });
  expect(reads).toEqual([topic, topic]);
});

test("while the bus is away both are refused as such, and work again when it is back", async () => {
  let away = true;
  const { list, replay } = await world((bus) => ({
    ...bus,
    deadLetters: (...asked) => (away ? Promise.reject(new Error("no brokers")) : bus.deadLetters(...asked)),
  }));
  expect(await list()).toEqual(refusal("service.unavailable"));
  expect(await replay("timeline/omni.journey.v1/1")).toEqual(refusal("service.unavailable"));
  away = false;
  expect(await list()).toMatchObject({ deadLetters: [] });
});
