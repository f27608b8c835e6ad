// Original file: omni/access/v1/access.proto

import type { UserInput as _omni_access_v1_UserInput, User as _omni_access_v1_User } from '../../../omni/access/v1/User.ts';
import type { PaginationInput as _omni_common_v1_PaginationInput, Pagination as _omni_common_v1_Pagination } from '../../../omni/common/v1/Pagination.ts';

export interface ListUsersResponseInput {
  'users'?: (_omni_access_v1_UserInput)[];
  'pagination'?: (_omni_common_v1_PaginationInput | null);
}

export interface ListUsersResponse {
  'users': (_omni_access_v1_User)[];
  'pagination'?: (_omni_common_v1_Pagination);
}
