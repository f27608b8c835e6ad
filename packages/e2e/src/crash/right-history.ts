import { canonicalJson } from "@omni/kernel";
import { createHash } from "node:crypto";
import type { Attempt, Command, History, SeenEntry, SeenJourney, StoredEnvelope } from "./history.ts";

const tenantId = "tnt_alpha";
export const start = Date.UTC(2026, 0, 15, 10, 30);

/** An envelope with its proof, made from the contract §3 and not by the code under test. */
export function sealed(
  previous: string,
  facts: { id: string; sequence: number; at: number; type: string; data: Record<string, unknown> },
): StoredEnvelope {
  const { id, sequence, at, type, data } = facts;
  const salt = "00112233445566778899aabbccddeeff";
  const actor = { id: "usr_rm_001", name: "Ahmed Al-Rashidi" };
  const envelope = {
    schemaVersion: 1,
    eventId: `evt_${id}_${sequence}`,
    eventType: type,
    occurredAt: new Date(at).toISOString(),
    tenantId,
    epoch: 1,
    aggregate: { type: "journey", id, version: sequence, sequence },
    clientId: "key_1",
    subjects: [],
    summary: "…",
    data,
  };
  const hashedActor = {
    ...actor,
    name: createHash("sha256")
      .update(salt + actor.name)
      .digest("hex"),
  };
  const hash = createHash("sha256")
    .update(previous + canonicalJson({ ...envelope, actor: hashedActor }))
    .digest("hex");
  return { ...envelope, actor, integrity: { previous, hash, salt } };
}

export const accepted = (id: string, version: number, replayed: boolean): Attempt => ({
  outcome: "accepted",
  replayed,
  etag: `"${version}-in_progress"`,
  body: `{"data":{"id":"${id}","version":${version}}}`,
});

export interface Shape {
  /** Steps done per journey of the one customer. */
  readonly steps: readonly number[];
  /** Fates of the commands, in turn: acknowledged at once; unknown and not taken; unknown but taken; repeated later. */
  readonly fates: readonly ("at once" | "lost before" | "lost after" | "repeated")[];
}

/** A history in which everything is as promised. */
export function rightHistory({ steps, fates }: Shape): History {
  const customerId = "ent_c1";
  const commands: Command[] = [];
  const journeys: SeenJourney[] = [];
  let at = start;
  for (const [journey, count] of steps.entries()) {
    const id = `jrn_${journey}`;
    const events: StoredEnvelope[] = [];
    const done: { stepId: string; reference: string }[] = [];
    for (let sequence = 1; sequence <= count + 1; sequence++) {
      const key = `k${commands.length}`;
      const stepId = sequence === 1 ? undefined : `step_${sequence - 1}`;
      const fate = fates[commands.length % fates.length] ?? "at once";
      const first = accepted(id, sequence, fate === "lost after");
      const attempts: Attempt[] = [...(fate.startsWith("lost") ? [{ outcome: "unknown" } as const] : []), first];
      if (fate === "repeated") attempts.push(accepted(id, sequence, true));
      commands.push({ key, customerId, journey, ...(stepId === undefined ? {} : { stepId }), attempts });
      const type = stepId === undefined ? "journey.created" : "journey.advanced";
      const previous = (events.at(-1)?.["integrity"] as { hash: string } | undefined)?.hash ?? "";
      events.push(
        sealed(previous, {
          id,
          sequence,
          at: at++,
          type,
          data: stepId === undefined ? { journeyId: id } : { journeyId: id, stepId },
        }),
      );
      if (stepId !== undefined) done.push({ stepId, reference: key });
    }
    const timeline: readonly SeenEntry[] = events.map(entryOf);
    journeys.push({ id, customerId, version: count + 1, done, events, timeline });
  }
  const timeline = journeys.flatMap((journey) => journey.timeline);
  return {
    tenantId,
    commands,
    journeys,
    customers: [{ customerId, journeyIds: journeys.map(({ id }) => id), timeline }],
  };
}

const entryOf = (event: StoredEnvelope): SeenEntry => ({
  id: String(event["eventId"]),
  timestamp: String(event["occurredAt"]),
  eventType: String(event["eventType"]),
});
