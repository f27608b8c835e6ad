import { type Log, openLog } from "@omni/platform/log";
import type { ClusterConfig } from "./cluster-config.ts";
import { prefixFor } from "./prefix.ts";
import { replicaNames } from "./services.ts";
import { serviceNames } from "./service-names.ts";

export interface ClusterLog {
  /** The supervisor's own. */
  readonly log: Log;
  /** Passes on lines of a process. */
  readonly say: (name: string, lines: readonly string[]) => void;
}

export interface ClusterLogOptions {
  readonly config: ClusterConfig;
  readonly write: (text: string) => void;
  readonly coloured: boolean;
}

const ownName = "cluster";

/** One log of all processes, each line with the name of who said it. */
export function clusterLog({ coloured, config, write }: ClusterLogOptions): ClusterLog {
  const json = config.log.format === "json";
  const names = [ownName, ...serviceNames.flatMap((service) => replicaNames(service, config.replicas[service]))];
  const prefix = prefixFor({ names, coloured, json });
  const say = (name: string, lines: readonly string[]): void =>
    write(lines.map((line) => `${prefix(name, line)}\n`).join(""));
  const writeOwn = (text: string): void => say(ownName, text.trimEnd().split("\n"));
  const log = openLog({ ...config.ownLog, write: writeOwn });
  return { log: json ? log.with({ service: ownName }) : log, say };
}
