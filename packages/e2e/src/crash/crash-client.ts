import { setTimeout as wait } from "node:timers/promises";
import type { Connection } from "../http/connection.ts";
import { post, type Target } from "../http/requests.ts";
import type { Attempt, Command } from "./history.ts";
import { journeyWalk, type Sent } from "./journey-walk.ts";
import type { Dice } from "./seeded.ts";
import { onConnection, sendOnce } from "./send-command.ts";

/** One closed-loop client with a customer of its own, which remembers everything that it was answered. */
export interface CrashClient {
  readonly customerId: string;
  readonly commands: () => readonly Command[];
  /**
   * Repeats the command whose fate is unknown, if there is one, then goes on with journeys while told to. Ends early
   * when the connection ends.
   */
  drive(target: Target, goOn: () => boolean): Promise<void>;
  /** Sends commands that were answered once more, under the same keys. */
  repeat(target: Target, numbers: readonly number[]): Promise<void>;
  /** Whether it stands between two journeys, with every command answered. */
  finished(): boolean;
}

const pauseMaxMs = 4;

/** `dice` choose where it pauses: clients in step would all be at the same point of their commands. */
export function crashClient(name: string, dice: Dice): CrashClient {
  const customerId = `ent_${name}`;
  const walk = journeyWalk(customerId);
  const sent: Sent[] = [];
  const lastOutcome = () => sent.at(-1)?.attempts.at(-1)?.outcome;

  /** Answers false when the client cannot go on. */
  const step = async (connection: Connection, target: Target): Promise<boolean> => {
    if (lastOutcome() !== "unknown") sent.push(walk.next(`${name}-${sent.length}`));
    const command = sent.at(-1);
    if (!command) return false;
    const attempt = await send(connection, target, command);
    if (attempt.outcome === "accepted") walk.accepted(command, attempt.body);
    return attempt.outcome === "accepted";
  };
  return {
    customerId,
    commands: () => sent.map((command) => commandOf(command, customerId)),
    finished: () => walk.atEnd() && lastOutcome() === "accepted",
    drive: (target, goOn) =>
      onConnection(target, async (connection) => {
        while (goOn() && (await step(connection, target))) {
          if (dice(1, 3) === 1) await wait(dice(0, pauseMaxMs));
        }
      }),
    repeat: (target, numbers) =>
      onConnection(target, async (connection) => {
        for (const number of numbers) {
          const command = sent[number % sent.length];
          if (command) await send(connection, target, command);
        }
      }),
  };
}

async function send(connection: Connection, target: Target, { path, key, body, attempts }: Sent): Promise<Attempt> {
  const attempt = await sendOnce(connection, post(target, path, key, body));
  attempts.push(attempt);
  return attempt;
}

const commandOf = ({ key, journey, stepId, attempts }: Sent, customerId: string): Command => ({
  key,
  customerId,
  journey,
  ...(stepId === undefined ? {} : { stepId }),
  attempts,
});
