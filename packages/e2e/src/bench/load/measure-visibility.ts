import { setTimeout as wait } from "node:timers/promises";
import { get } from "../../http/requests.ts";
import { latencies, type Latency } from "../samples.ts";
import { openLoadClient, type Field, type LoadClient } from "./load-client.ts";

export interface VisibilityJob {
  readonly field: Field;
  readonly warmSeconds: number;
  readonly seconds: number;
}

// Between two commands of the probe, so that the probe itself is no load to speak of.
const betweenMs = 10;

/**
 * From a command's 2xx until its entry is seen on the journey's timeline by a read without a consistency token. The
 * probe asks again as soon as it is answered, so one round trip is part of what it says.
 */
export async function measureVisibility({ field, warmSeconds, seconds }: VisibilityJob): Promise<Latency> {
  const times = latencies();
  const from = performance.now() + warmSeconds * 1000;
  const to = from + seconds * 1000;
  const client = await openLoadClient(field, `p${Date.now().toString(36)}`);
  const probe = async (journeyId: string, entries: number) => {
    const answeredAt = performance.now();
    await seen(client, field, journeyId, entries);
    if (answeredAt >= from) times.add(performance.now() - answeredAt);
    await wait(betweenMs);
  };
  try {
    while (performance.now() < to) {
      const journeyId = await client.create();
      await probe(journeyId, 1);
      for (const [index, stepId] of field.stepIds.entries()) {
        await client.advance(journeyId, stepId);
        await probe(journeyId, index + 2);
      }
    }
  } finally {
    client.close();
  }
  return times.summary();
}

/** A command that never shows up is a lost event: the measurement fails rather than wait for ever. */
const seenWithinMs = 10_000;

async function seen(client: LoadClient, { target }: Field, journeyId: string, entries: number): Promise<void> {
  const request = get(target, `/timeline?entityType=journey&entityId=${journeyId}&perPage=1`);
  for (const until = performance.now() + seenWithinMs; performance.now() < until; ) {
    const answer = await client.send(request);
    if (Number(/"total":(\d+)/.exec(answer.body.toString("latin1"))?.[1]) >= entries) return;
  }
  throw new Error(`entry ${entries} of ${journeyId} was not on the timeline after ${seenWithinMs} ms`);
}
