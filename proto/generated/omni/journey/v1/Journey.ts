// Original file: omni/journey/v1/journey.proto

import type { CurrentStepInput as _omni_journey_v1_CurrentStepInput, CurrentStep as _omni_journey_v1_CurrentStep } from '../../../omni/journey/v1/CurrentStep.ts';
import type { SubjectInput as _omni_common_v1_SubjectInput, Subject as _omni_common_v1_Subject } from '../../../omni/common/v1/Subject.ts';
import type { StepInput as _omni_journey_v1_StepInput, Step as _omni_journey_v1_Step } from '../../../omni/journey/v1/Step.ts';
import type { RemarkInput as _omni_journey_v1_RemarkInput, Remark as _omni_journey_v1_Remark } from '../../../omni/journey/v1/Remark.ts';

export interface JourneyInput {
  'id'?: (string);
  'status'?: (string);
  'templateId'?: (string);
  'templateVersion'?: (number);
  'customerId'?: (string);
  'channel'?: (string);
  'currentStepIndex'?: (number);
  /**
   * Absent after the last step.
   */
  'currentStep'?: (_omni_journey_v1_CurrentStepInput | null);
  'totalSteps'?: (number);
  'completedSteps'?: (number);
  'assigneeId'?: (string);
  'assigneeType'?: (string);
  'priority'?: (string);
  'dueAt'?: (string);
  'overdue'?: (boolean);
  'onHold'?: (boolean);
  'readyToComplete'?: (boolean);
  'outcome'?: (string);
  'relatedTo'?: (_omni_common_v1_SubjectInput)[];
  'createdBy'?: (string);
  'createdAt'?: (string);
  'updatedAt'?: (string);
  /**
   * Lists leave out what follows.
   */
  'steps'?: (_omni_journey_v1_StepInput)[];
  /**
   * An open map.
   */
  'context'?: (Buffer | Uint8Array | string);
  /**
   * The latest 50.
   */
  'remarks'?: (_omni_journey_v1_RemarkInput)[];
  '_currentStep'?: "currentStep";
  '_assigneeId'?: "assigneeId";
  '_assigneeType'?: "assigneeType";
  '_dueAt'?: "dueAt";
  '_outcome'?: "outcome";
  '_context'?: "context";
}

export interface Journey {
  'id'?: (string);
  'status'?: (string);
  'templateId'?: (string);
  'templateVersion'?: (number);
  'customerId'?: (string);
  'channel'?: (string);
  'currentStepIndex'?: (number);
  /**
   * Absent after the last step.
   */
  'currentStep'?: (_omni_journey_v1_CurrentStep);
  'totalSteps'?: (number);
  'completedSteps'?: (number);
  'assigneeId'?: (string);
  'assigneeType'?: (string);
  'priority'?: (string);
  'dueAt'?: (string);
  'overdue'?: (boolean);
  'onHold'?: (boolean);
  'readyToComplete'?: (boolean);
  'outcome'?: (string);
  'relatedTo': (_omni_common_v1_Subject)[];
  'createdBy'?: (string);
  'createdAt'?: (string);
  'updatedAt'?: (string);
  /**
   * Lists leave out what follows.
   */
  'steps': (_omni_journey_v1_Step)[];
  /**
   * An open map.
   */
  'context'?: (Buffer);
  /**
   * The latest 50.
   */
  'remarks': (_omni_journey_v1_Remark)[];
}
