// Original file: omni/access/v1/access.proto

import type { ApprovalLimitInput as _omni_access_v1_ApprovalLimitInput, ApprovalLimit as _omni_access_v1_ApprovalLimit } from '../../../omni/access/v1/ApprovalLimit.ts';

export interface UserInput {
  'id'?: (string);
  'displayName'?: (string);
  'roles'?: (string)[];
  'teams'?: (string)[];
  'managerId'?: (string);
  'active'?: (boolean);
  'approvalLimits'?: (_omni_access_v1_ApprovalLimitInput)[];
  'createdAt'?: (string);
  'updatedAt'?: (string);
  '_managerId'?: "managerId";
}

export interface User {
  'id'?: (string);
  'displayName'?: (string);
  'roles': (string)[];
  'teams': (string)[];
  'managerId'?: (string);
  'active'?: (boolean);
  'approvalLimits': (_omni_access_v1_ApprovalLimit)[];
  'createdAt'?: (string);
  'updatedAt'?: (string);
}
