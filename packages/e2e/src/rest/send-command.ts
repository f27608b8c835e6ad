import type { ModelCommand } from "@omni/journey/testing/model-table";
import type { RestAnswer, RestClient } from "./rest-client.ts";

/** Sends a command of the model to a journey, in somebody's name. */
export function sendCommand(
  client: RestClient,
  journeyId: string,
  command: ModelCommand,
  by: string,
): Promise<RestAnswer> {
  const post = (body: object) => client.post(`/journeys/${journeyId}/${command.kind}`, body);
  const reason = "As agreed";
  switch (command.kind) {
    case "advance": {
      const { stepId, outcome, data } = command;
      return post({ completedStepId: stepId, stepOutcome: outcome, stepData: data, advancedBy: by });
    }
    case "assign":
      return post({ assigneeId: command.to.id, assigneeType: command.to.type, reason, assignedBy: by });
    case "claim":
      return post({ claimedBy: by });
    case "resume":
      return post({ resumedBy: by });
    case "complete":
      return post({ outcome: "success", completedBy: by });
    case "cancel":
      return post({ cancellationReason: reason, cancelledBy: by });
    case "hold":
      return post({ reason, heldBy: by });
    case "release":
      return post({ reason, releasedBy: by });
  }
}
