import { readFileSync } from "node:fs";
import { functionOf, moduleOf } from "./frame-names.ts";
import { timesBy, type CpuProfile, type TimeSpent } from "./self-times.ts";

export interface ProfileReport {
  readonly file: string;
  readonly modules: readonly TimeSpent[];
  readonly functions: readonly TimeSpent[];
}

export function readProfile(file: string): ProfileReport {
  // Written by V8.
  const profile = JSON.parse(readFileSync(file, "utf8")) as CpuProfile;
  return { file, modules: timesBy(profile, moduleOf), functions: timesBy(profile, functionOf) };
}

/** The tops of both lists, in shares of the time in which the process was not idle. */
export function profileLines({ file, modules, functions }: ProfileReport, top: number): readonly string[] {
  const busy = modules.reduce((sum, { name, selfMs }) => (name === "(idle)" ? sum : sum + selfMs), 0);
  return [
    `profile ${file}: ${Math.round(busy)} ms busy`,
    ...lines("by module", modules, busy, top),
    ...lines("by function", functions, busy, top),
  ];
}

function lines(title: string, times: readonly TimeSpent[], busy: number, top: number): readonly string[] {
  const share = (milliseconds: number) => `${((100 * milliseconds) / busy).toFixed(1)}%`.padStart(7);
  const shown = times.filter(({ name }) => name !== "(idle)").slice(0, top);
  return [
    `  self   total  ${title}`,
    ...shown.map(({ name, selfMs, totalMs }) => `${share(selfMs)} ${share(totalMs)}  ${name}`),
  ];
}
