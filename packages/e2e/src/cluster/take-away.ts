import type { Cluster } from "@omni/rail/cluster";
import { lives } from "./victims.ts";

/** Kills MongoDB or the broker at once; it is not started again before `bringBack`. */
export async function takeAway(cluster: Cluster, server: "mongod" | "broker"): Promise<void> {
  const pid = cluster[server]?.pid();
  if (pid === undefined) throw new Error(`There is no ${server} to be taken away.`);
  // Who is stopped is not started again; it dies of the kill all the same, long before it has put anything in order.
  const stopped = cluster[server]?.stop();
  process.kill(pid, "SIGKILL");
  await stopped;
  if (lives(pid)) throw new Error(`${server} is still there.`);
}

export const bringBack = async (cluster: Cluster, server: "mongod" | "broker"): Promise<void> =>
  cluster[server]?.restart();
