import { setTimeout as wait } from "node:timers/promises";
import { headerOf, openConnection, type Connection } from "../http/connection.ts";
import { get } from "../http/requests.ts";
import type { History, SeenCustomer, SeenEntry, SeenJourney, StoredEnvelope } from "./history.ts";
import type { KeyedClient } from "./keyed-client.ts";
import type { ReachedRail } from "./reach-rail.ts";

type Client = Pick<KeyedClient, "customerId" | "commands">;

export interface Patience {
  /** The timeline has caught up with everything that was acknowledged before by then. */
  readonly withinMs: number;
  /** How often it is asked. */
  readonly everyMs: number;
}

const usualPatience: Patience = { withinMs: 5_000, everyMs: 5 };

/** Reads all that the clients' customers have on a rail, once the timeline has caught up or its time is over. */
export async function observe(
  rail: ReachedRail,
  clients: readonly Client[],
  patience: Patience = usualPatience,
): Promise<History & { readonly caughtUpAfterMs: number }> {
  const startedAt = performance.now();
  const caughtUp = await Promise.all(
    clients.map((client) => onConnection(rail, (connection) => catchUp(connection, rail, client, patience))),
  );
  const seen = await observeCustomers(
    rail,
    clients.map(({ customerId }) => customerId),
  );
  return {
    tenantId: rail.tenantId,
    commands: clients.flatMap((client) => client.commands()),
    customers: seen.map(({ customer }) => customer),
    journeys: seen.flatMap(({ journeys }) => journeys),
    caughtUpAfterMs: Math.max(...caughtUp) - startedAt,
  };
}

/** Reads all that customers have at this moment. */
export const observeCustomers = (rail: ReachedRail, customerIds: readonly string[]) =>
  Promise.all(customerIds.map((id) => onConnection(rail, (connection) => readCustomer(connection, rail, id))));

async function onConnection<T>({ target }: ReachedRail, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await openConnection(target);
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
}

/** Answers when it saw as many entries as commands were accepted; the judgement itself is made later, entry by entry. */
async function catchUp(
  connection: Connection,
  rail: ReachedRail,
  client: Client,
  { withinMs, everyMs }: Patience,
): Promise<number> {
  const wanted = client
    .commands()
    .filter(({ attempts }) => attempts.some(({ outcome }) => outcome === "accepted")).length;
  for (const until = performance.now() + withinMs; performance.now() < until; await wait(everyMs)) {
    const page = await readJson<List<SeenEntry>>(
      connection,
      rail,
      timelinePath("customer", client.customerId, "&perPage=1"),
    );
    if (page.pagination.total >= wanted) break;
  }
  return performance.now();
}

interface List<Item> {
  readonly data: readonly Item[];
  readonly pagination: { readonly total: number; readonly nextCursor?: string | null };
}

interface JourneyBody {
  readonly id: string;
  readonly steps: readonly {
    readonly id: string;
    readonly status: string;
    readonly data?: { readonly reference?: string };
  }[];
}

async function readCustomer(connection: Connection, rail: ReachedRail, customerId: string) {
  const listed = await readAll<{ readonly id: string }>(
    connection,
    rail,
    `/journeys?customerId=${customerId}&perPage=100`,
  );
  const journeyIds = listed.map(({ id }) => id);
  const journeys: SeenJourney[] = [];
  for (const id of new Set(journeyIds)) journeys.push(await readJourney(connection, rail, id, customerId));
  const timeline = await readAll<SeenEntry>(connection, rail, timelinePath("customer", customerId, "&perPage=200"));
  const customer: SeenCustomer = { customerId, journeyIds, timeline };
  return { customer, journeys };
}

async function readJourney(
  connection: Connection,
  rail: ReachedRail,
  id: string,
  customerId: string,
): Promise<SeenJourney> {
  const answer = await connection.send(get(rail.target, `/journeys/${id}`));
  const { data } = JSON.parse(answer.body.toString()) as { data: JourneyBody };
  const done = data.steps.filter(({ status }) => status === "completed");
  return {
    id: data.id,
    customerId,
    version: Number(/^"(\d+)-/.exec(headerOf(answer, "etag") ?? "")?.[1]),
    done: done.map((step) => ({ stepId: step.id, reference: step.data?.reference ?? "" })),
    events: await readEvents(rail, id),
    timeline: await readAll<SeenEntry>(connection, rail, timelinePath("journey", id, "&perPage=200")),
  };
}

async function readEvents({ journeys, target }: ReachedRail, id: string): Promise<readonly StoredEnvelope[]> {
  const credential = { apiKey: target.apiKey };
  const read = await journeys.readEvents(
    { credential },
    { aggregateType: "journey", aggregateId: id, fromSequence: 1 },
  );
  if (!read.ok) throw new Error(`ReadEvents of ${id} was refused: ${read.code}`);
  // The envelopes are JSON objects; what is in them is what the checker judges.
  return read.value.reply.events.map((bytes) => JSON.parse(Buffer.from(bytes).toString()) as StoredEnvelope);
}

const timelinePath = (entityType: string, entityId: string, more: string): string =>
  `/timeline?entityType=${entityType}&entityId=${entityId}${more}`;

async function readAll<Item>(connection: Connection, rail: ReachedRail, path: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null | undefined = ""; typeof cursor === "string"; ) {
    const page: List<Item> = await readJson(connection, rail, cursor === "" ? path : `${path}&cursor=${cursor}`);
    items.push(...page.data);
    cursor = page.pagination.nextCursor;
  }
  return items;
}

/** The type names what is read of the answer; the checker judges what it finds there. */
async function readJson<Body>(connection: Connection, { target }: ReachedRail, path: string): Promise<Body> {
  const answer = await connection.send(get(target, path));
  if (answer.status !== 200) throw new Error(`GET ${path} was answered ${answer.status}: ${answer.body.toString()}`);
  return JSON.parse(answer.body.toString()) as Body;
}
