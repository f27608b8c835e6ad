// Original file: omni/access/v1/access.proto

import type { ApprovalLimitInput as _omni_access_v1_ApprovalLimitInput, ApprovalLimit as _omni_access_v1_ApprovalLimit } from '../../../omni/access/v1/ApprovalLimit.ts';

export interface PutUserRequestInput {
  'userId'?: (string);
  'displayName'?: (string);
  'roles'?: (string)[];
  'teams'?: (string)[];
  'managerId'?: (string);
  /**
   * Absent means active.
   */
  'active'?: (boolean);
  'approvalLimits'?: (_omni_access_v1_ApprovalLimitInput)[];
  '_managerId'?: "managerId";
  '_active'?: "active";
}

export interface PutUserRequest {
  'userId'?: (string);
  'displayName'?: (string);
  'roles': (string)[];
  'teams': (string)[];
  'managerId'?: (string);
  /**
   * Absent means active.
   */
  'active'?: (boolean);
  'approvalLimits': (_omni_access_v1_ApprovalLimit)[];
}
