import { journeyIdOf } from "../crash/check-history.ts";
import type { KeyedClient } from "../crash/keyed-client.ts";

/** By journey: how many commands were accepted, each of which made one event. */
export function eventsAnswered(clients: readonly Pick<KeyedClient, "commands">[]): ReadonlyMap<string, number> {
  const commands = clients.flatMap((client) => client.commands());
  const byJourney = Map.groupBy(commands, ({ customerId, journey }) => `${customerId} ${journey}`);
  const counts = [...byJourney.values()].flatMap((own) => {
    const id = journeyIdOf(own);
    const accepted = own.filter(({ attempts }) => attempts.some(({ outcome }) => outcome === "accepted"));
    return id === undefined ? [] : [[id, accepted.length] as const];
  });
  return new Map(counts);
}
