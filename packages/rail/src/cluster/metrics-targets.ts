import { writePrivateFile } from "@omni/platform/process";
import { join } from "node:path";
import { reachableHost } from "./host-and-port.ts";
import type { Replica } from "./replica.ts";

/** Where the list of metrics addresses lies. */
export const targetsFile = (directory: string): string => join(directory, "metrics-targets.json");

/** The metrics addresses of the processes that take work, in the form of Prometheus' file_sd. */
export function metricsTargets(host: string, replicas: readonly Replica[]): readonly object[] {
  return replicas.flatMap((replica) =>
    replica.processes().flatMap((one) => {
      const announced = one.announced();
      if (!announced) return [];
      const { metricsPort, service } = announced;
      return [{ targets: [`${reachableHost(host)}:${metricsPort}`], labels: { service, replica: replica.name } }];
    }),
  );
}

/** Puts the list in place; Prometheus sees that by itself. */
export const writeTargets = (directory: string, targets: readonly object[]): void =>
  writePrivateFile(targetsFile(directory), `${JSON.stringify(targets, undefined, 2)}\n`);
