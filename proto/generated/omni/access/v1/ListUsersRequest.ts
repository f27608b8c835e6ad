// Original file: omni/access/v1/access.proto

import type { PageRequestInput as _omni_common_v1_PageRequestInput, PageRequest as _omni_common_v1_PageRequest } from '../../../omni/common/v1/PageRequest.ts';

export interface ListUsersRequestInput {
  'page'?: (_omni_common_v1_PageRequestInput | null);
  'role'?: (string);
  'team'?: (string);
  'active'?: (boolean);
  '_role'?: "role";
  '_team'?: "team";
  '_active'?: "active";
}

export interface ListUsersRequest {
  'page'?: (_omni_common_v1_PageRequest);
  'role'?: (string);
  'team'?: (string);
  'active'?: (boolean);
}
