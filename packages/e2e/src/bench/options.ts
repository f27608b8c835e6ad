import { parseArgs } from "node:util";

export const phases = ["throughput", "floor", "visibility", "flatness", "start"] as const;
export type Phase = (typeof phases)[number];

export interface Options {
  readonly clients: readonly number[];
  readonly warmSeconds: number;
  readonly seconds: number;
  readonly runs: number;
  /** How many journeys are in the store when flatness is measured. */
  readonly journeys: readonly number[];
  readonly skip: readonly Phase[];
  readonly profile: boolean;
}

export const usage = `usage: npm run bench -- [options]
  --clients 1,16,64      closed-loop clients, one measurement each
  --seconds 10           measured seconds, after the warm-up
  --warm 3               seconds of warm-up
  --runs 3               how often throughput is measured; medians are printed
  --journeys 1000,10000,100000   sizes of the store at which flatness is measured
  --skip ${phases.join(",")}   parts to leave out
  --profile              record a processor profile of the rail under each number of clients`;

/** Reads the command line; throws with the usage when it cannot. */
export function readOptions(args: readonly string[]): Options {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      clients: text,
      seconds: text,
      warm: text,
      runs: text,
      journeys: text,
      skip: text,
      profile: { type: "boolean" },
    },
  });
  return {
    clients: list("--clients", values.clients ?? "1,16,64"),
    warmSeconds: positive("--warm", values.warm ?? "3"),
    seconds: positive("--seconds", values.seconds ?? "10"),
    runs: positive("--runs", values.runs ?? "3"),
    journeys: list("--journeys", values.journeys ?? "1000,10000,100000"),
    skip: (values.skip ?? "")
      .split(",")
      .filter((name) => name !== "")
      .map(phase),
    profile: values.profile ?? false,
  };
}

const list = (option: string, text: string): readonly number[] =>
  text.split(",").map((number) => positive(option, number));

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${option}: ${text} is no positive whole number.`);
  return number;
}

function phase(name: string): Phase {
  const known = phases.find((candidate) => candidate === name);
  if (!known) throw new Error(`--skip: ${name} is none of ${phases.join(", ")}.`);
  return known;
}
