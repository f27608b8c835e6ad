import { topics } from "@omni/contracts/events";
import { accepted, invalid } from "@omni/kernel";
import type { DeadLetterServiceDefinition, RpcOf } from "@omni/platform/rpc";
import type { DeadLetters } from "../consumers/dead-letters.ts";
import { deadLetterReply } from "./dead-letter-reply.ts";

const limits = { default: 100, max: 500 } as const;

/** The caller's tenant's dead letters, by topic and oldest first. */
export const listDeadLetters =
  (deadLetters: DeadLetters): RpcOf<DeadLetterServiceDefinition, "listDeadLetters"> =>
  async (call) => {
    const { topic, limit = limits.default } = call.request;
    if (topic !== undefined && !topics.some((known) => known === topic)) {
      return invalid({ pointer: "/topic", detail: `Must be one of: ${topics.join(", ")}.` });
    }
    if (limit < 1 || limit > limits.max) {
      return invalid({ pointer: "/limit", detail: `Must be from 1 to ${limits.max}.` });
    }
    const listed = await deadLetters.list(call.scope.tenantId, limit, topic);
    if (!listed.ok) return listed;
    const { letters, more } = listed.value;
    return accepted(call.answer({ deadLetters: letters.map(deadLetterReply), more }));
  };
