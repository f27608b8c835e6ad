import { type ErrorKind, forbidden, kind, notFound, ruleBroken, stateConflict } from "./error-kind.ts";

export const journeyErrors = {
  "journey.not_found": kind(notFound, "There is no such journey", "Correct the id."),
  "journey.closed": kind(
    stateConflict,
    "The journey is completed or cancelled",
    "Nothing changes a closed journey; start a new one.",
  ),
  "journey.on_hold": kind(stateConflict, "The journey is on hold", "Release it first."),
  "journey.not_yours": kind(
    forbidden,
    "The journey is not yours to move",
    "Let the assignee, a member of the assigned team or a supervisor act; to assign, cancel, hold or release it also the assignee's manager. Only a member of the assigned team can claim it.",
  ),
  "journey.not_on_hold": kind(stateConflict, "The journey is not on hold", "Nothing has to be released."),
  "journey.wrong_status": kind(
    stateConflict,
    "The journey's status does not allow this",
    "Read the journey: `journeyStatus` and `command` say what does not go together. `resume` takes up one that was handed over.",
  ),
  "journey.steps_open": kind(
    stateConflict,
    "Required steps are still open",
    "Pass the steps that `openStepIds` names; then complete the journey.",
  ),
  "journey.step_unknown": kind(
    ruleBroken,
    "The journey has no such step",
    "Name a step of the journey's template version.",
  ),
  "journey.step_mismatch": kind(
    stateConflict,
    "Another step is current",
    "Read the journey and name its current step.",
  ),
  "journey.step_already_completed": kind(stateConflict, "The step is already done", "Go on with the current step."),
  "journey.step_required": kind(ruleBroken, "A required step cannot be skipped", "Pass the step."),
  "journey.documents_missing": kind(
    ruleBroken,
    "Required documents are missing",
    "Name every required document in `stepData.documents`.",
  ),
  "journey.kyc_not_verified": kind(
    ruleBroken,
    "The customer is not verified",
    "Pass the step with `stepData.kycStatus` `verified`, or fail it.",
  ),
  "journey.evidence_required": kind(ruleBroken, "The step needs evidence", "Send the evidence in `stepData`."),
  "journey.approval_required": kind(
    stateConflict,
    "The step needs an approved approval",
    "Let the approvers decide first.",
  ),
  "journey.attempts_exhausted": kind(
    stateConflict,
    "The step has failed too often",
    "Cancel the journey, or pass the step.",
  ),
  "journey.too_large": kind(
    [422, "INVALID_ARGUMENT", false],
    "The journey has grown too large",
    "Send less step data.",
  ),
} as const satisfies Record<string, ErrorKind>;
