// Original file: omni/journey/v1/journey.proto

import type { AttemptInput as _omni_journey_v1_AttemptInput, Attempt as _omni_journey_v1_Attempt } from '../../../omni/journey/v1/Attempt.ts';

export interface StepInput {
  'id'?: (string);
  'name'?: (string);
  'type'?: (string);
  'order'?: (number);
  'required'?: (boolean);
  'status'?: (string);
  'timeoutHours'?: (number);
  'documentsRequired'?: (string)[];
  'approvalRoleRequired'?: (string);
  'evidenceRequired'?: (boolean);
  'enteredAt'?: (string);
  'dueAt'?: (string);
  'overdue'?: (boolean);
  'completedAt'?: (string);
  'completedBy'?: (string);
  /**
   * An open map: the stepData with which the step was done.
   */
  'data'?: (Buffer | Uint8Array | string);
  'attempts'?: (_omni_journey_v1_AttemptInput)[];
  /**
   * A CEL expression: the step is skipped where it is false when the step is reached.
   */
  'when'?: (string);
  '_timeoutHours'?: "timeoutHours";
  '_approvalRoleRequired'?: "approvalRoleRequired";
  '_enteredAt'?: "enteredAt";
  '_dueAt'?: "dueAt";
  '_completedAt'?: "completedAt";
  '_completedBy'?: "completedBy";
  '_data'?: "data";
  '_when'?: "when";
}

export interface Step {
  'id'?: (string);
  'name'?: (string);
  'type'?: (string);
  'order'?: (number);
  'required'?: (boolean);
  'status'?: (string);
  'timeoutHours'?: (number);
  'documentsRequired': (string)[];
  'approvalRoleRequired'?: (string);
  'evidenceRequired'?: (boolean);
  'enteredAt'?: (string);
  'dueAt'?: (string);
  'overdue'?: (boolean);
  'completedAt'?: (string);
  'completedBy'?: (string);
  /**
   * An open map: the stepData with which the step was done.
   */
  'data'?: (Buffer);
  'attempts': (_omni_journey_v1_Attempt)[];
  /**
   * A CEL expression: the step is skipped where it is false when the step is reached.
   */
  'when'?: (string);
}
