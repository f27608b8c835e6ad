import type { JourneyModel } from "./journey-model.ts";
import type { ModelCommand, Person } from "./model-table.ts";

// Only tests import this file: what many did to one journey at once, done again one after the other on the model.

/** What somebody sent, and what he was told. */
export interface Raced {
  readonly command: ModelCommand;
  readonly by: Person;
  /** The version in the answer; `undefined` where the command was refused. */
  readonly version: number | undefined;
  /** The code of the refusal. */
  readonly refusal: string | undefined;
}

/** What is looked at in a stored event. */
export interface RacedEvent {
  readonly actor: { readonly id: string };
  readonly aggregate: { readonly version: number };
}

/** The version in an ETag such as `"3-in_progress"`. */
export const versionOf = (etag: string | undefined): number | undefined => {
  const [, version] = /^"(\d+)-/.exec(etag ?? "") ?? [];
  return version === undefined ? undefined : Number(version);
};

export const nameOf = (command: ModelCommand): string =>
  command.kind === "assign"
    ? `assign to ${command.to.id}`
    : "stepId" in command
      ? `${command.outcome} ${command.stepId}`
      : command.kind;

/**
 * Does what was taken again, in the order of its versions, and says what the contract does not allow: something taken
 * that had to be refused, or refused though at no point of this history it could be.
 */
export function contradictions(
  model: JourneyModel,
  raced: readonly Raced[],
  events: readonly RacedEvent[],
  now: number,
): readonly string[] {
  const possible = new Map(raced.map((one) => [one, new Set<string>()]));
  const note = (): void => {
    for (const [{ command, by }, codes] of possible) for (const code of model.refusalsOf(command, by)) codes.add(code);
  };
  note();
  const wrong = history(raced, events).flatMap((one) => {
    const refusals = model.attempt(one.command, one.by, now);
    note();
    return refusals.length === 0 ? [] : [`${whatOf(one)} was taken in spite of ${refusals.join()}`];
  });
  const unheard = raced.filter((one) => one.refusal !== undefined && possible.get(one)?.has(one.refusal) !== true);
  return [...wrong, ...unheard.map((one) => `${whatOf(one)} was refused with ${one.refusal}`)];
}

const whatOf = ({ by, command, version }: Raced): string => `${nameOf(command)} by ${by.id} (${version ?? "refused"})`;

/**
 * What was taken, in the order in which it happened: by the versions that it made. An answer that made none (an
 * assignment to whoever had it) stands behind the one that did, whose actor is in the events.
 */
function history(raced: readonly Raced[], events: readonly RacedEvent[]): readonly Raced[] {
  const actors = new Map(events.map(({ actor, aggregate }) => [aggregate.version, actor.id]));
  const place = ({ by, command, version = 0 }: Raced): number =>
    version + (actors.get(version) === by.id ? 0 : 0.5) + (command.kind === "assign" ? 0.25 : 0);
  return raced.filter(({ version }) => version !== undefined).toSorted((one, other) => place(one) - place(other));
}
