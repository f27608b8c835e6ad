import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One process's metrics port, as the rail lists it for Prometheus' file_sd. */
export interface Target {
  /** `host:port`. */
  readonly address: string;
  readonly service: string;
  readonly replica: string;
}

/** One line of an answer. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What the file says now. */
export function targetsOf(dataDir: string): readonly Target[] {
  const text = readFileSync(join(dataDir, "metrics-targets.json"), "utf8");
  const groups = JSON.parse(text) as readonly { targets: readonly string[]; labels: Omit<Target, "address"> }[];
  return groups.flatMap(({ labels, targets }) => targets.map((address) => ({ address, ...labels })));
}

/** Asks one process, as Prometheus would. */
export async function scrape({ address }: Pick<Target, "address">): Promise<readonly Sample[]> {
  const response = await fetch(`http://${address}/metrics`);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${address} answers ${response.status}: ${text}`);
  return text.split("\n").flatMap((line) => (line === "" || line.startsWith("#") ? [] : [toSample(line)]));
}

function toSample(line: string): Sample {
  const { name, labels = "", value } = /^(?<name>\w+)(?:\{(?<labels>.*)\})? (?<value>\S+)$/.exec(line)?.groups ?? {};
  if (name === undefined || value === undefined) throw new Error(`Not a sample: ${line}`);
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = "", text = ""]) => [label, text]);
  return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
}

/** The sum of the samples of a name that have these labels; `undefined` when there is none. */
export function sumOf(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const wanted = Object.entries(labels);
  const found = samples.filter(
    (one) => one.name === name && wanted.every(([label, text]) => one.labels[label] === text),
  );
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
}
