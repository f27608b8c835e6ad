import { setTimeout as wait } from "node:timers/promises";
import { keyedClient, type KeyedClient } from "../crash/keyed-client.ts";
import type { Dice } from "../crash/seeded.ts";
import type { Way } from "./way.ts";

/** A client that goes on through every failure: it sends each command under its key until that is answered. */
export interface LoadClient extends Pick<KeyedClient, "customerId" | "commands" | "finished"> {
  /** Runs journeys while told to, then ends the one in hand. Rejects when a command is refused or takes far too long. */
  drive(goOn: () => boolean): Promise<void>;
  /** Sends commands that were answered once more, under the same keys. */
  repeat(numbers: readonly number[]): Promise<void>;
  readonly tries: readonly Try[];
  /** How long each command took from its first try to its success, in the order of sending. */
  readonly waitsMs: readonly number[];
  close(): void;
}

/** One try at a command. */
export interface Try {
  readonly at: number;
  readonly ms: number;
  /** What came instead of an answer. */
  readonly failure?: string;
}

export interface Pace {
  /** Between a try that failed and the next one. */
  readonly againMs: number;
  /** Between two commands: from nothing up to so long. */
  readonly pauseMaxMs: number;
}

const usualPace: Pace = { againMs: 50, pauseMaxMs: 60 };
/** A command that has not succeeded by then never will. */
const commandMaxMs = 120_000;

export function loadClient(name: string, way: Way, dice: Dice, { againMs, pauseMaxMs } = usualPace): LoadClient {
  const { proceed, repeat, ...client } = keyedClient(name);
  const tries: Try[] = [];
  const waitsMs: number[] = [];
  const send: Way["send"] = async (command) => {
    const at = performance.now();
    const attempt = await way.send(command);
    const ms = performance.now() - at;
    tries.push(attempt.outcome === "unknown" ? { at, ms, failure: attempt.why ?? "" } : { at, ms });
    return attempt;
  };
  const command = async (): Promise<void> => {
    const begun = performance.now();
    let attempt = await proceed(send);
    for (; attempt.outcome === "unknown"; attempt = await proceed(send)) {
      if (performance.now() - begun > commandMaxMs) throw new Error(`${name} waits in vain: ${attempt.why}`);
      await wait(againMs);
    }
    if (attempt.outcome === "refused") throw new Error(`${name} was refused: ${attempt.status} ${attempt.code}`);
    waitsMs.push(performance.now() - begun);
  };
  return {
    ...client,
    tries,
    waitsMs,
    drive: async (goOn) => {
      while (goOn() || !client.finished()) {
        await command();
        await wait(dice(0, pauseMaxMs));
      }
    },
    repeat: async (numbers) => {
      for (const number of numbers) await repeat(number, send);
    },
    close: () => way.close(),
  };
}

/** How often each failure came, the most frequent first: `connection lost 12, no connection 3`. */
export function failuresIn(clients: readonly Pick<LoadClient, "tries">[]): string {
  const failures = clients.flatMap(({ tries }) => tries.flatMap(({ failure }) => failure ?? []));
  const counts = [...Map.groupBy(failures, (failure) => failure)].map(
    ([failure, all]) => [failure, all.length] as const,
  );
  const told = counts.toSorted(([, left], [, right]) => right - left).map(([failure, count]) => `${failure} ${count}`);
  return told.length === 0 ? "none" : told.join(", ");
}

/** The longest that a client waited for one command. */
export const longestWaitMs = (clients: readonly Pick<LoadClient, "waitsMs">[]): number =>
  Math.max(...clients.flatMap(({ waitsMs }) => waitsMs));
