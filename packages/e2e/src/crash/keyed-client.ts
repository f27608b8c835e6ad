import type { Attempt, Command } from "./history.ts";
import { journeyWalk, type Sent } from "./journey-walk.ts";

/** Sends a command once, by whatever way. */
export type SendOnce = (command: Sent) => Promise<Attempt>;

/** One client with a customer of its own: it knows what it sends next, and remembers everything that it was answered. */
export interface KeyedClient {
  readonly customerId: string;
  readonly commands: () => readonly Command[];
  /** Sends the command whose fate is unknown once more, if there is one, else the next; answers what came of it. */
  proceed(send: SendOnce): Promise<Attempt>;
  /** Sends a command that was answered once more, under the same key; which one, the number says. */
  repeat(number: number, send: SendOnce): Promise<void>;
  /** Whether it stands between two journeys, with every command answered. */
  finished(): boolean;
}

export function keyedClient(name: string): KeyedClient {
  const customerId = `ent_${name}`;
  const walk = journeyWalk(customerId);
  const sent: Sent[] = [];
  const lastOutcome = () => sent.at(-1)?.attempts.at(-1)?.outcome;
  const pending = (): Sent => {
    const last = sent.at(-1);
    if (last && lastOutcome() === "unknown") return last;
    const next = walk.next(`${name}-${sent.length}`);
    sent.push(next);
    return next;
  };
  return {
    customerId,
    commands: () => sent.map((command) => commandOf(command, customerId)),
    finished: () => walk.atEnd() && lastOutcome() === "accepted",
    proceed: async (send) => {
      const command = pending();
      const attempt = await send(command);
      command.attempts.push(attempt);
      if (attempt.outcome === "accepted") walk.accepted(command, attempt.body);
      return attempt;
    },
    repeat: async (number, send) => {
      const command = sent[number % sent.length];
      if (command) command.attempts.push(await send(command));
    },
  };
}

const commandOf = ({ key, journey, stepId, attempts }: Sent, customerId: string): Command => ({
  key,
  customerId,
  journey,
  ...(stepId === undefined ? {} : { stepId }),
  attempts,
});
