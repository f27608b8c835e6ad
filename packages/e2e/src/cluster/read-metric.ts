import type { Cluster } from "@omni/rail/cluster";
import { scrape, sumOf, targetsOf } from "../metrics/scrape.ts";

/** A metric of every process of a service: the sum of what each of them says. */
export async function readMetric({ dataDir }: Cluster, service: string, name: string): Promise<readonly number[]> {
  const targets = targetsOf(dataDir).filter((target) => target.service === service);
  const samples = await Promise.all(targets.map(scrape));
  return samples.map((own) => sumOf(own, name) ?? 0);
}
