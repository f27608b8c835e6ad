import type { Result } from "@omni/kernel";
import type { Answer } from "@omni/platform/rpc";
import type { CallWish } from "@omni/testkit/calls";
import type { JourneyReply } from "../journey-reply.ts";
import { advanceJourney } from "../rpc/advance-journey.ts";
import { assignJourney } from "../rpc/assign-journey.ts";
import { cancelJourney } from "../rpc/cancel-journey.ts";
import { claimJourney } from "../rpc/claim-journey.ts";
import { completeJourney } from "../rpc/complete-journey.ts";
import type { Deps } from "../rpc/deps.ts";
import { holdJourney } from "../rpc/hold-journey.ts";
import { releaseJourney } from "../rpc/release-journey.ts";
import { resumeJourney } from "../rpc/resume-journey.ts";
import type { ModelCommand } from "./model-table.ts";
import { callWith } from "./open-for-tests.ts";

// Only tests import this file.

/** Sends a command of the model to the handler that takes it. */
export function sendCommand(
  deps: Deps,
  journeyId: string,
  command: ModelCommand,
  wish: CallWish = {},
): Promise<Result<Answer<JourneyReply>>> {
  const reason = "As agreed";
  switch (command.kind) {
    case "advance": {
      const { stepId: completedStepId, outcome: stepOutcome, data } = command;
      const stepData = data && Buffer.from(JSON.stringify(data));
      const request = { journeyId, completedStepId, stepOutcome, ...(stepData && { stepData }) };
      return advanceJourney(deps)(callWith(request, wish));
    }
    case "assign": {
      const { id: assigneeId, type: assigneeType } = command.to;
      return assignJourney(deps)(callWith({ journeyId, assigneeId, assigneeType, reason }, wish));
    }
    case "claim":
      return claimJourney(deps)(callWith({ journeyId }, wish));
    case "resume":
      return resumeJourney(deps)(callWith({ journeyId }, wish));
    case "complete":
      return completeJourney(deps)(callWith({ journeyId, outcome: "success" }, wish));
    case "cancel":
      return cancelJourney(deps)(callWith({ journeyId, cancellationReason: reason }, wish));
    case "hold":
      return holdJourney(deps)(callWith({ journeyId, reason }, wish));
    case "release":
      return releaseJourney(deps)(callWith({ journeyId, reason }, wish));
  }
}
