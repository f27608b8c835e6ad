import { latencies, type Latency } from "../samples.ts";
import { openLoadClient, type Field } from "./load-client.ts";
import { pace } from "./pace.ts";
import { runJourneys } from "./run-journeys.ts";

export interface LoadJob {
  readonly field: Field;
  readonly clients: number;
  readonly warmSeconds: number;
  readonly seconds: number;
  /** Commands per second of all clients together; without it each sends as soon as it is answered. */
  readonly perSecond?: number;
}

export interface Load {
  readonly commandsPerSecond: number;
  readonly latency: Latency;
  readonly create: Latency;
  readonly advance: Latency;
  /** Commands that were answered, and journeys created, the warm-up included. */
  readonly commands: number;
  readonly journeys: number;
}

/** Runs the load and measures the commands that were answered after the warm-up. Rejects when one is refused. */
export async function measureLoad(job: LoadJob): Promise<Load> {
  const all = latencies();
  const of = { create: latencies(), advance: latencies() };
  const from = performance.now() + job.warmSeconds * 1000;
  const to = from + job.seconds * 1000;
  let commands = 0;
  let journeys = 0;
  await withClients(job, (client, { perSecond, clients, field }) =>
    runJourneys(client, field, {
      goOn: () => performance.now() < to,
      ...(perSecond === undefined ? {} : { due: pace(clients, perSecond) }),
      answered: (command, startedAt, endedAt) => {
        commands++;
        if (command === "create") journeys++;
        if (endedAt < from || endedAt >= to) return;
        all.add(endedAt - startedAt);
        of[command].add(endedAt - startedAt);
      },
    }),
  );
  const latency = all.summary();
  const commandsPerSecond = latency.count / job.seconds;
  return { commandsPerSecond, latency, create: of.create.summary(), advance: of.advance.summary(), commands, journeys };
}

export interface FillJob {
  readonly field: Field;
  readonly clients: number;
  readonly journeys: number;
}

/** Creates journeys as fast as the rail takes them; answers how many seconds it took. */
export async function fill(job: FillJob): Promise<number> {
  const startedAt = performance.now();
  let left = job.journeys;
  await withClients(job, async (client) => {
    while (left-- > 0) await client.create();
  });
  return (performance.now() - startedAt) / 1000;
}

type Opened = Awaited<ReturnType<typeof openLoadClient>>;

async function withClients<Job extends { readonly field: Field; readonly clients: number }>(
  job: Job,
  work: (client: Opened, job: Job) => Promise<void>,
): Promise<void> {
  const run = `b${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
  const numbers = Array.from({ length: job.clients }, (_, number) => number);
  const clients = await Promise.all(numbers.map((number) => openLoadClient(job.field, `${run}_${number}`)));
  try {
    await Promise.all(clients.map((client) => work(client, job)));
  } finally {
    for (const client of clients) client.close();
  }
}
