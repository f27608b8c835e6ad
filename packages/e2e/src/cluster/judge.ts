import { checkHistory } from "../crash/check-history.ts";
import { observe } from "../crash/observe.ts";
import { diceOf } from "../crash/seeded.ts";
import { factsOf } from "../crash/check-events.ts";
import type { SeenJourney } from "../crash/history.ts";
import { until } from "../kafka/keyed-streams.ts";
import { checkTopic } from "./check-topic.ts";
import type { LoadClient } from "./load-client.ts";
import type { TestCluster } from "./open-test-cluster.ts";
import { get } from "../http/requests.ts";
import { ConnectionLost, openConnection } from "../http/connection.ts";

export interface Verdict {
  readonly violations: readonly string[];
  readonly commands: number;
  readonly journeys: readonly SeenJourney[];
  /** How long after the last answer the timeline showed everything. */
  readonly caughtUpAfterMs: number;
}

const repeats = 5;
/** A group that lost a member, or its broker, goes on without it after 6 s. */
const patience = { withinMs: 60_000, everyMs: 50 };

/** Repeats some commands under their keys, reads everything that the clients have made, and judges it. */
export async function judge(test: TestCluster, clients: readonly LoadClient[], seed: number): Promise<Verdict> {
  await untilServed(test);
  const dice = diceOf(seed, "repeats");
  for (const client of clients) await client.repeat(Array.from({ length: repeats }, () => dice(0, 1_000)));
  const history = await observe(test.rail, clients, patience);
  const { caughtUpAfterMs, commands, journeys } = history;
  const all = until("the plain consumer has seen the last events", () => journeys.every((one) => isOnTopic(test, one)));
  // What is missing then, the checker says in detail.
  await all.catch(() => undefined);
  const violations = [...checkHistory(history), ...checkTopic(test.tenantId, journeys, test.topics)];
  return { violations, commands: commands.length, journeys, caughtUpAfterMs };
}

export function isOnTopic({ tenantId, topics }: TestCluster, { id, events }: SeenJourney): boolean {
  const last = String(factsOf(events.at(-1) ?? {}).sequence);
  return topics.recordsOf(`${tenantId}/${id}`).some(({ headers }) => headers["omni-sequence"] === last);
}

const probes = ["/timeline?entityType=customer&entityId=ent_nobody", "/journeys?customerId=ent_nobody"];

/** Waits until the rail answers reads, a few times in a row: the last kill may have been a moment ago. */
export const untilServed = async ({ rail: { target } }: TestCluster): Promise<void> => {
  let inARow = 0;
  await until("the rail answers reads", async () => {
    inARow = (await answersAll(target)) ? inARow + 1 : 0;
    return inARow >= 5;
  });
};

async function answersAll(target: TestCluster["rail"]["target"]): Promise<boolean> {
  try {
    const connection = await openConnection(target);
    const statuses: number[] = [];
    for (const path of probes) statuses.push((await connection.send(get(target, path))).status);
    connection.close();
    return statuses.every((status) => status === 200);
  } catch (error) {
    if (error instanceof ConnectionLost) return false;
    throw error;
  }
}
