import { topics } from "@omni/contracts/events";
import { accepted, type Clock, type Instant, refusal, type Result } from "@omni/kernel";
import type { Bus, DeadLetter } from "@omni/platform/bus";
import type { Log } from "@omni/platform/log";
import { group } from "./consume-events.ts";
import { reasonOf } from "./read-gap.ts";
import { tenantOfMessage } from "./read-message.ts";

export interface DeadLettersDeps {
  readonly bus: Pick<Bus, "deadLetters" | "replay">;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Listed {
  /** By topic, oldest first. */
  readonly letters: readonly DeadLetter[];
  readonly more: boolean;
}

/** What the timeline could not take, as far as it belongs to one tenant. A letter that does not tell is nobody's. */
export interface DeadLetters {
  /** At most `limit` of one topic's, or of all. Refuses while the bus is away. */
  list(tenantId: string, limit: number, topic?: string): Promise<Result<Listed>>;
  /**
   * Applies one of them after all, and forgets it. Refuses `dead_letter.not_found` (a foreign one, too) and
   * `dead_letter.not_taken`; does not begin when the deadline is over.
   */
  replay(tenantId: string, id: string, deadline: Instant): Promise<Result<DeadLetter>>;
}

/** The oldest letters of a topic that are looked at, whosesoever they are. */
const lookedAtMax = 10_000;

export function openDeadLetters({ bus, clock, log }: DeadLettersDeps): DeadLetters {
  const reading = new Map<string, Promise<readonly DeadLetter[]>>();
  // On Kafka this reads a whole topic: whoever asks meanwhile shares the answer.
  const read = (topic: string): Promise<readonly DeadLetter[]> => {
    const begin = () => bus.deadLetters(topic, group, lookedAtMax).finally(() => reading.delete(topic));
    const letters = reading.get(topic) ?? begin();
    reading.set(topic, letters);
    return letters;
  };
  const whileBusThere = async <Answer>(work: Promise<Answer>): Promise<Result<Answer>> => {
    try {
      return accepted(await work);
    } catch (error) {
      log.warn({ error }, "Dead letters cannot be read or replayed now.");
      return refusal("service.unavailable");
    }
  };
  const lettersOf = async (tenantId: string, wanted: readonly string[]): Promise<Result<Listed>> => {
    const found = await whileBusThere(Promise.all(wanted.map(read)));
    if (!found.ok) return found;
    const letters = found.value.flat().filter(({ message }) => tenantOfMessage(message) === tenantId);
    return accepted({ letters, more: found.value.some(({ length }) => length >= lookedAtMax) });
  };
  return {
    async list(tenantId, limit, topic) {
      const found = await lettersOf(tenantId, topic === undefined ? topics : [topic]);
      if (!found.ok) return found;
      const { letters, more } = found.value;
      return accepted({ letters: letters.slice(0, limit), more: more || letters.length > limit });
    },
    async replay(tenantId, id, deadline) {
      const found = await lettersOf(tenantId, topics);
      if (!found.ok) return found;
      const letter = found.value.letters.find((one) => one.id === id);
      if (!letter) return refusal("dead_letter.not_found");
      if (deadline <= clock()) return refusal("request.deadline_exceeded");
      const taken = await whileBusThere(bus.replay(letter));
      if (!taken.ok) return taken;
      return taken.value ? accepted(letter) : refusal("dead_letter.not_taken", { detail: reasonOf(letter) });
    },
  };
}
