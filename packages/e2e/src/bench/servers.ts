import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild } from "../process/start-child.ts";
import type { Target } from "../http/requests.ts";
import { floorSteps } from "./floor/floor-journey.ts";
import type { Generator } from "./load/generator.ts";
import type { LoadGenerator, Server } from "./measure-throughput.ts";
import type { MeasuredProcess } from "./measured-process.ts";

/** A temporary data folder for the time of some work. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "omni-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The load generator, running for the time of some work. */
export async function withGenerator<T>(work: (generator: LoadGenerator) => Promise<T>): Promise<T> {
  const generator = await startChild<undefined, Generator>(new URL("load/generator.ts", import.meta.url));
  try {
    return await work(generator);
  } finally {
    await generator.stop();
  }
}

/** A fresh floor app, running for the time of some work. */
export const withFloor = <T>(work: (server: Server) => Promise<T>): Promise<T> =>
  withFolder((folder) =>
    withProcess("floor/floor-process.ts", folder, (process, target) => {
      const field = { target, templateId: "tmpl_floor", stepIds: floorSteps };
      return work({ name: "floor", field, process });
    }),
  );

/** A fresh embedded rail with its template, running for the time of some work. */
export const withRail = <T>(work: (server: Server) => Promise<T>): Promise<T> =>
  withFolder((folder) =>
    withProcess("rail-process.ts", folder, async (process, target) => {
      const field = await postTemplate(target);
      return work({ name: "rail", field, process });
    }),
  );

async function withProcess<T>(
  file: string,
  folder: string,
  work: (process: Server["process"], target: Target) => Promise<T>,
): Promise<T> {
  const process = await startChild<Target, MeasuredProcess>(new URL(file, import.meta.url), { args: [folder] });
  try {
    return await work(process, process.ready);
  } finally {
    await process.stop();
  }
}

/** A template of six `manual` steps. */
async function postTemplate(target: Target) {
  const { host, port, apiKey } = target;
  const stepIds = floorSteps;
  const steps = stepIds.map((id, index) => ({ id, name: `Step ${index + 1}`, type: "manual", order: index + 1 }));
  const response = await fetch(`http://${host}:${port}/api/v1/omni/templates`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ id: "tmpl_bench", name: "Benchmark", category: "servicing", steps }),
  });
  if (response.status !== 201) throw new Error(`POST /templates was answered ${response.status}: ${await response.text()}`);
  return { target, templateId: "tmpl_bench", stepIds };
}
