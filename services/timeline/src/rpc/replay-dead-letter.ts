import { accepted, invalid } from "@omni/kernel";
import type { Message } from "@omni/platform/bus";
import type { Log, LogFields } from "@omni/platform/log";
import type { DeadLetterServiceDefinition, RpcOf } from "@omni/platform/rpc";
import type { DeadLetters } from "../consumers/dead-letters.ts";
import { readMessage } from "../consumers/read-message.ts";
import { aggregateOf } from "../domain/timeline-event.ts";
import { deadLetterReply } from "./dead-letter-reply.ts";

/** Shows the event of a dead letter after all; the letter is then gone. Who asked for it stands in the log. */
export const replayDeadLetter =
  (deadLetters: DeadLetters, log: Log): RpcOf<DeadLetterServiceDefinition, "replayDeadLetter"> =>
  async (call) => {
    const { deadLetterId = "" } = call.request;
    if (deadLetterId === "") return invalid({ pointer: "/deadLetterId", detail: "Must name a dead letter." });
    const { caller, correlationId, deadline } = call;
    const { clientId, tenantId } = caller;
    const replayed = await deadLetters.replay(tenantId, deadLetterId, deadline);
    if (!replayed.ok) return replayed;
    const { message } = replayed.value;
    log.info({ correlationId, tenantId, clientId, ...eventIn(message) }, "A dead letter was replayed.");
    return accepted(call.answer(deadLetterReply(replayed.value)));
  };

function eventIn(message: Message): LogFields {
  const { topic } = message;
  const read = readMessage(message);
  if (!("event" in read)) return { topic };
  const { eventId, eventType, sequence } = read.event;
  return { topic, eventId, eventType, aggregate: aggregateOf(read.event), sequence };
}
