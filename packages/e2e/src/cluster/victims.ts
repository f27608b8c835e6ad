import type { Cluster } from "@omni/rail/cluster";
import { until } from "../kafka/keyed-streams.ts";

export const services = ["access", "journey", "timeline", "gateway"] as const;
export type Service = (typeof services)[number];
export const victims = [...services, "mongod", "broker"] as const;
export type Victim = (typeof victims)[number];

/** The process that is meant, or the first of several. */
export function pidOf(cluster: Cluster, victim: Victim): number | undefined {
  if (victim === "mongod" || victim === "broker") return cluster[victim]?.pid();
  return cluster.processes().find(({ service }) => service === victim)?.pid;
}

/** All processes of a service. */
export const pidsOf = ({ processes }: Cluster, service: Service): readonly number[] =>
  processes().flatMap((one) => (one.service === service ? one.pid : []));

/** Kills a process at once, as a power cut would; resolves when another has taken its place. */
export async function killVictim(
  cluster: Cluster,
  victim: Victim,
): Promise<{ readonly before: number; readonly after: number }> {
  const before = pidOf(cluster, victim);
  if (before === undefined) throw new Error(`There is no ${victim} to be killed.`);
  const others = pidsNow(cluster, victim);
  const successors = () => pidsNow(cluster, victim).filter((pid) => !others.includes(pid));
  process.kill(before, "SIGKILL");
  await until(`${victim} ${before} is replaced`, () => !lives(before) && successors().length > 0);
  return { before, after: successors()[0] ?? 0 };
}

function pidsNow(cluster: Cluster, victim: Victim): readonly number[] {
  if (victim === "mongod" || victim === "broker") return [cluster[victim]?.pid() ?? 0].filter((pid) => pid > 0);
  return pidsOf(cluster, victim);
}

/** Whether a process of that number lives. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
