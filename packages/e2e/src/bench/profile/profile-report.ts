import { readFileSync } from "node:fs";
import { functionOf, moduleOf, roomOf } from "./frame-names.ts";
import { timesBy, type CpuProfile, type TimeSpent } from "./self-times.ts";

export interface ProfileReport {
  readonly file: string;
  /** By room of the rail, with what it calls of libraries and built-ins. */
  readonly rooms: readonly TimeSpent[];
  readonly modules: readonly TimeSpent[];
  readonly functions: readonly TimeSpent[];
}

export function readProfile(file: string): ProfileReport {
  // Written by V8.
  const profile = JSON.parse(readFileSync(file, "utf8")) as CpuProfile;
  const by = (nameOf: typeof functionOf) => timesBy(profile, nameOf);
  return { file, rooms: by(roomOf), modules: by(moduleOf), functions: by(functionOf) };
}

/** The tops of both lists, in shares of the time in which the process was not idle. */
export function profileLines({ file, rooms, modules, functions }: ProfileReport, top: number): readonly string[] {
  const busy = modules.reduce((sum, { name, selfMs }) => (name === "(idle)" ? sum : sum + selfMs), 0);
  return [
    `profile ${file}: ${Math.round(busy)} ms busy`,
    ...lines("by room, with what it calls outside", rooms, busy, top),
    ...lines("by module", modules, busy, top),
    ...lines("by function", functions, busy, top),
  ];
}

function lines(title: string, times: readonly TimeSpent[], busy: number, top: number): readonly string[] {
  const share = (milliseconds: number) => `${((100 * milliseconds) / busy).toFixed(1)}%`.padStart(7);
  const shown = times.filter(({ name }) => name !== "(idle)" && name !== "(root)").slice(0, top);
  return [
    `  self   total  ${title}`,
    ...shown.map(({ name, selfMs, totalMs }) => `${share(selfMs)} ${share(totalMs)}  ${name}`),
  ];
}
