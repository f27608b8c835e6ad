import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { startChild } from "../process/start-child.ts";
import type { Target } from "../http/requests.ts";
import { floorSteps } from "./floor/floor-journey.ts";
import type { Field } from "./load/load-client.ts";
import type { Generator } from "./load/generator.ts";
import type { LoadGenerator, Server } from "./measure-throughput.ts";
import type { MeasuredProcess } from "./measured-process.ts";

/** The load generator, running for the time of some work. */
export async function withGenerator<T>(work: (generator: LoadGenerator) => Promise<T>): Promise<T> {
  const generator = await startChild<undefined, Generator>(new URL("load/generator.ts", import.meta.url));
  try {
    return await work(generator);
  } finally {
    await generator.stop();
  }
}

/** A fresh floor app with its data below `folder`, running for the time of some work. */
export const withFloor = <T>(folder: string, work: (server: Server) => Promise<T>): Promise<T> =>
  withProcess("floor/floor-process.ts", folder, ({ target, ...running }) =>
    work({ name: "floor", field: { target, templateId: "tmpl_floor", stepIds: floorSteps }, ...running }),
  );

/** A fresh embedded rail with its data below `folder` and its template, running for the time of some work. */
export const withRail = <T>(folder: string, work: (server: Server) => Promise<T>): Promise<T> =>
  withProcess(railFile, folder, async ({ target, ...running }) =>
    work({ name: "rail", field: await postTemplate(target), ...running }),
  );

const railFile = "rail-process.ts";

/** Kills a rail; answers how many milliseconds another process takes until it is ready on the same data. */
export async function restartRail({ process: killed, data }: Server): Promise<number> {
  killed.kill();
  await killed.ended;
  const startedAt = performance.now();
  const again = await start(railFile, data);
  const readyAt = performance.now();
  await again.stop();
  return readyAt - startedAt;
}

const start = (file: string, data: string) =>
  startChild<Target, MeasuredProcess>(new URL(file, import.meta.url), { args: [data] });

type Started = Pick<Server, "process" | "data"> & { readonly target: Target };

async function withProcess<T>(file: string, folder: string, work: (started: Started) => Promise<T>): Promise<T> {
  const data = mkdtempSync(join(folder, "data-"));
  const process = await start(file, data);
  try {
    return await work({ process, data, target: process.ready });
  } finally {
    await process.stop();
  }
}

/** A template of six `manual` steps. */
async function postTemplate(target: Target): Promise<Field> {
  const templateId = "tmpl_bench";
  const stepIds = floorSteps;
  const steps = stepIds.map((id, index) => ({ id, name: `Step ${index + 1}`, type: "manual", order: index + 1 }));
  const response = await fetch(`http://${target.host}:${target.port}/api/v1/omni/templates`, {
    method: "POST",
    headers: { authorization: `Bearer ${target.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ id: templateId, name: "Benchmark", category: "servicing", steps }),
  });
  if (response.status !== 201)
    throw new Error(`POST /templates was answered ${response.status}: ${await response.text()}`);
  return { target, templateId, stepIds };
}
