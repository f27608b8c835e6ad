// Original file: omni/timeline/v1/timeline.proto

import type { PageRequestInput as _omni_common_v1_PageRequestInput, PageRequest as _omni_common_v1_PageRequest } from '../../../omni/common/v1/PageRequest.ts';

export interface GetTimelineRequestInput {
  'entityId'?: (string);
  /**
   * customer, journey, contract, payment, approval, delegation or user.
   */
  'entityType'?: (string);
  /**
   * RFC 3339, or a day (2024-01-15) in the tenant's zone; both ends included.
   */
  'fromDate'?: (string);
  'toDate'?: (string);
  /**
   * With or without `omni.`.
   */
  'eventTypes'?: (string)[];
  /**
   * asc (absent) or desc.
   */
  'order'?: (string);
  'page'?: (_omni_common_v1_PageRequestInput | null);
  '_fromDate'?: "fromDate";
  '_toDate'?: "toDate";
  '_order'?: "order";
}

export interface GetTimelineRequest {
  'entityId'?: (string);
  /**
   * customer, journey, contract, payment, approval, delegation or user.
   */
  'entityType'?: (string);
  /**
   * RFC 3339, or a day (2024-01-15) in the tenant's zone; both ends included.
   */
  'fromDate'?: (string);
  'toDate'?: (string);
  /**
   * With or without `omni.`.
   */
  'eventTypes': (string)[];
  /**
   * asc (absent) or desc.
   */
  'order'?: (string);
  'page'?: (_omni_common_v1_PageRequest);
}
