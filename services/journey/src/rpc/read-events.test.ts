import { envelope } from "@omni/contracts/events";
import { replyOf } from "@omni/testkit/calls";
import { expect, test } from "vitest";
import { callWith, openForTests, plainTemplate } from "../testing/open-for-tests.ts";
import { advanceJourney } from "./advance-journey.ts";
import { createJourneyRpc } from "./create-journey.ts";
import { createTemplateRpc } from "./create-template.ts";
import { readEvents } from "./read-events.ts";

type Asked = Parameters<ReturnType<typeof readEvents>>[0]["request"];

async function opened() {
  const { deps } = openForTests();
  await createTemplateRpc(deps)(callWith(plainTemplate(2, { id: "tmpl_1" })));
  const asked = { templateId: "tmpl_1", customerId: "cus_1", channel: "web", relatedTo: [] };
  const made = await createJourneyRpc(deps)(callWith(asked));
  const journeyId = made.ok ? (replyOf(made.value).id ?? "") : "";
  for (const completedStepId of ["step_1", "step_2"]) {
    await advanceJourney(deps)(callWith({ journeyId, completedStepId, stepOutcome: "passed" }));
  }
  const read = async (more: Asked, tenantId?: string) => {
    const request = { aggregateType: "journey", aggregateId: journeyId, ...more };
    const found = await readEvents(deps)(callWith(request, tenantId === undefined ? {} : { tenantId }));
    if (!found.ok) return found.faults.map(({ pointer }) => pointer);
    return (replyOf(found.value).events ?? []).map(
      (event) => envelope.parse(JSON.parse(Buffer.from(event).toString())).aggregate.sequence,
    );
  };
  return { read };
}

test("a journey's events come in order from a sequence on, as many as asked for", async () => {
  const { read } = await opened();
  expect(await read({})).toEqual([1, 2, 3]);
  expect(await read({ fromSequence: 2 })).toEqual([2, 3]);
  expect(await read({ fromSequence: 2, limit: 1 })).toEqual([2]);
  expect(await read({ aggregateType: "template", aggregateId: "tmpl_1" })).toEqual([1]);
});

test("an unknown journey and another tenant's have no events", async () => {
  const { read } = await opened();
  expect(await read({ aggregateId: "jrn_9" })).toEqual([]);
  expect(await read({}, "tnt_beta")).toEqual([]);
});

test("what this service does not keep, and more than 500 at once, is refused", async () => {
  const { read } = await opened();
  expect(await read({ aggregateType: "user" })).toEqual(["/aggregateType"]);
  expect(await read({ limit: 0 })).toEqual(["/limit"]);
  expect(await read({ limit: 501 })).toEqual(["/limit"]);
});
