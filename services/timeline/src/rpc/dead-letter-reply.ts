import type { DeadLetter } from "@omni/platform/bus";
import type { DeadLetterServiceDefinition, ReplyOf } from "@omni/platform/rpc";
import { readGap, reasonOf } from "../consumers/read-gap.ts";

/** What may be told of a letter: which event it is, in the words of its key and headers, and why it is one. */
export function deadLetterReply(letter: DeadLetter): ReplyOf<DeadLetterServiceDefinition, "replayDeadLetter"> {
  const { id, message } = letter;
  const gap = readGap(letter);
  return {
    id,
    topic: message.topic,
    reason: reasonOf(letter),
    aggregateId: message.key.slice(message.key.indexOf("/") + 1),
    aggregateType: gap?.aggregateType,
    sequence: gap?.sequence,
    eventId: gap?.eventId,
  };
}
