import { setTimeout as wait } from "node:timers/promises";
import type { Connection } from "../http/connection.ts";
import { post, type Target } from "../http/requests.ts";
import { keyedClient, type KeyedClient, type SendOnce } from "./keyed-client.ts";
import type { Dice } from "./seeded.ts";
import { onConnection, sendOnce } from "./send-command.ts";

/** One closed-loop client of a rail that dies. */
export interface CrashClient extends Pick<KeyedClient, "customerId" | "commands" | "finished"> {
  /**
   * Repeats the command whose fate is unknown, if there is one, then goes on with journeys while told to. Ends early
   * when the connection ends.
   */
  drive(target: Target, goOn: () => boolean): Promise<void>;
  /** Sends commands that were answered once more, under the same keys. */
  repeat(target: Target, numbers: readonly number[]): Promise<void>;
}

const pauseMaxMs = 4;

/** `dice` choose where it pauses: clients in step would all be at the same point of their commands. */
export function crashClient(name: string, dice: Dice): CrashClient {
  const { proceed, repeat, ...client } = keyedClient(name);
  return {
    ...client,
    drive: (target, goOn) =>
      onConnection(target, async (connection) => {
        const send = sendOver(connection, target);
        while (goOn() && (await proceed(send)).outcome === "accepted") {
          if (dice(1, 3) === 1) await wait(dice(0, pauseMaxMs));
        }
      }),
    repeat: (target, numbers) =>
      onConnection(target, async (connection) => {
        for (const number of numbers) await repeat(number, sendOver(connection, target));
      }),
  };
}

const sendOver =
  (connection: Connection, target: Target): SendOnce =>
  ({ path, key, body }) =>
    sendOnce(connection, post(target, path, key, body));
