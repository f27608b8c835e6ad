// Original file: omni/journey/v1/journey.proto

import type { PageRequestInput as _omni_common_v1_PageRequestInput, PageRequest as _omni_common_v1_PageRequest } from '../../../omni/common/v1/PageRequest.ts';

export interface ListJourneysRequestInput {
  'page'?: (_omni_common_v1_PageRequestInput | null);
  'status'?: (string);
  'templateId'?: (string);
  'customerId'?: (string);
  'assigneeId'?: (string);
  'priority'?: (string);
  'overdue'?: (boolean);
  /**
   * Both ends included.
   */
  'createdFrom'?: (string);
  'createdTo'?: (string);
  '_status'?: "status";
  '_templateId'?: "templateId";
  '_customerId'?: "customerId";
  '_assigneeId'?: "assigneeId";
  '_priority'?: "priority";
  '_overdue'?: "overdue";
  '_createdFrom'?: "createdFrom";
  '_createdTo'?: "createdTo";
}

export interface ListJourneysRequest {
  'page'?: (_omni_common_v1_PageRequest);
  'status'?: (string);
  'templateId'?: (string);
  'customerId'?: (string);
  'assigneeId'?: (string);
  'priority'?: (string);
  'overdue'?: (boolean);
  /**
   * Both ends included.
   */
  'createdFrom'?: (string);
  'createdTo'?: (string);
}
