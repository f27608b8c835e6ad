import type { Field, LoadClient } from "./load-client.ts";

export interface Journeying {
  /** Asked before each command. */
  readonly goOn: () => boolean;
  /** Waits until the next command is due; a closed loop does not wait. */
  readonly due?: () => Promise<void>;
  /** Told of each answered command, with `performance.now()` before and after. */
  readonly answered: (command: "create" | "advance", startedAt: number, endedAt: number) => void;
}

/** Creates journeys and takes each through all of its steps, one command after the other, until told to end. */
export async function runJourneys(
  client: LoadClient,
  field: Field,
  { goOn, due, answered }: Journeying,
): Promise<void> {
  while (goOn()) {
    await due?.();
    const createdAt = performance.now();
    const journeyId = await client.create();
    answered("create", createdAt, performance.now());
    for (const stepId of field.stepIds) {
      if (!goOn()) return;
      await due?.();
      const advancedAt = performance.now();
      await client.advance(journeyId, stepId);
      answered("advance", advancedAt, performance.now());
    }
  }
}
