// Original file: omni/journey/v1/journey.proto

import type { SubjectInput as _omni_common_v1_SubjectInput, Subject as _omni_common_v1_Subject } from '../../../omni/common/v1/Subject.ts';

export interface CreateJourneyRequestInput {
  'templateId'?: (string);
  'customerId'?: (string);
  'channel'?: (string);
  /**
   * An open map.
   */
  'context'?: (Buffer | Uint8Array | string);
  'assigneeId'?: (string);
  'assigneeType'?: (string);
  'priority'?: (string);
  'dueAt'?: (string);
  'relatedTo'?: (_omni_common_v1_SubjectInput)[];
  'createdBy'?: (string);
  '_context'?: "context";
  '_assigneeId'?: "assigneeId";
  '_assigneeType'?: "assigneeType";
  '_priority'?: "priority";
  '_dueAt'?: "dueAt";
  '_createdBy'?: "createdBy";
}

export interface CreateJourneyRequest {
  'templateId'?: (string);
  'customerId'?: (string);
  'channel'?: (string);
  /**
   * An open map.
   */
  'context'?: (Buffer);
  'assigneeId'?: (string);
  'assigneeType'?: (string);
  'priority'?: (string);
  'dueAt'?: (string);
  'relatedTo': (_omni_common_v1_Subject)[];
  'createdBy'?: (string);
}
