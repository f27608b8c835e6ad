import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { AccessServiceClient as _omni_access_v1_AccessServiceClient, AccessServiceDefinition as _omni_access_v1_AccessServiceDefinition } from './omni/access/v1/AccessService.ts';
import type { ApprovalLimitInput as _omni_access_v1_ApprovalLimitInput, ApprovalLimit as _omni_access_v1_ApprovalLimit } from './omni/access/v1/ApprovalLimit.ts';
import type { AuthenticateRequestInput as _omni_access_v1_AuthenticateRequestInput, AuthenticateRequest as _omni_access_v1_AuthenticateRequest } from './omni/access/v1/AuthenticateRequest.ts';
import type { AuthenticateResponseInput as _omni_access_v1_AuthenticateResponseInput, AuthenticateResponse as _omni_access_v1_AuthenticateResponse } from './omni/access/v1/AuthenticateResponse.ts';
import type { GetUserRequestInput as _omni_access_v1_GetUserRequestInput, GetUserRequest as _omni_access_v1_GetUserRequest } from './omni/access/v1/GetUserRequest.ts';
import type { ListUsersRequestInput as _omni_access_v1_ListUsersRequestInput, ListUsersRequest as _omni_access_v1_ListUsersRequest } from './omni/access/v1/ListUsersRequest.ts';
import type { ListUsersResponseInput as _omni_access_v1_ListUsersResponseInput, ListUsersResponse as _omni_access_v1_ListUsersResponse } from './omni/access/v1/ListUsersResponse.ts';
import type { PutUserRequestInput as _omni_access_v1_PutUserRequestInput, PutUserRequest as _omni_access_v1_PutUserRequest } from './omni/access/v1/PutUserRequest.ts';
import type { UserInput as _omni_access_v1_UserInput, User as _omni_access_v1_User } from './omni/access/v1/User.ts';
import type { PageRequestInput as _omni_common_v1_PageRequestInput, PageRequest as _omni_common_v1_PageRequest } from './omni/common/v1/PageRequest.ts';
import type { PaginationInput as _omni_common_v1_PaginationInput, Pagination as _omni_common_v1_Pagination } from './omni/common/v1/Pagination.ts';
import type { ReadEventsRequestInput as _omni_common_v1_ReadEventsRequestInput, ReadEventsRequest as _omni_common_v1_ReadEventsRequest } from './omni/common/v1/ReadEventsRequest.ts';
import type { ReadEventsResponseInput as _omni_common_v1_ReadEventsResponseInput, ReadEventsResponse as _omni_common_v1_ReadEventsResponse } from './omni/common/v1/ReadEventsResponse.ts';
import type { SubjectInput as _omni_common_v1_SubjectInput, Subject as _omni_common_v1_Subject } from './omni/common/v1/Subject.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  omni: {
    access: {
      v1: {
        /**
         * Tenants, credentials and users: who is calling, for which tenant, in whose name.
         */
        AccessService: SubtypeConstructor<typeof grpc.Client, _omni_access_v1_AccessServiceClient> & { service: _omni_access_v1_AccessServiceDefinition }
        ApprovalLimit: MessageTypeDefinition<_omni_access_v1_ApprovalLimitInput, _omni_access_v1_ApprovalLimit>
        AuthenticateRequest: MessageTypeDefinition<_omni_access_v1_AuthenticateRequestInput, _omni_access_v1_AuthenticateRequest>
        AuthenticateResponse: MessageTypeDefinition<_omni_access_v1_AuthenticateResponseInput, _omni_access_v1_AuthenticateResponse>
        GetUserRequest: MessageTypeDefinition<_omni_access_v1_GetUserRequestInput, _omni_access_v1_GetUserRequest>
        ListUsersRequest: MessageTypeDefinition<_omni_access_v1_ListUsersRequestInput, _omni_access_v1_ListUsersRequest>
        ListUsersResponse: MessageTypeDefinition<_omni_access_v1_ListUsersResponseInput, _omni_access_v1_ListUsersResponse>
        PutUserRequest: MessageTypeDefinition<_omni_access_v1_PutUserRequestInput, _omni_access_v1_PutUserRequest>
        User: MessageTypeDefinition<_omni_access_v1_UserInput, _omni_access_v1_User>
      }
    }
    common: {
      v1: {
        PageRequest: MessageTypeDefinition<_omni_common_v1_PageRequestInput, _omni_common_v1_PageRequest>
        Pagination: MessageTypeDefinition<_omni_common_v1_PaginationInput, _omni_common_v1_Pagination>
        ReadEventsRequest: MessageTypeDefinition<_omni_common_v1_ReadEventsRequestInput, _omni_common_v1_ReadEventsRequest>
        ReadEventsResponse: MessageTypeDefinition<_omni_common_v1_ReadEventsResponseInput, _omni_common_v1_ReadEventsResponse>
        Subject: MessageTypeDefinition<_omni_common_v1_SubjectInput, _omni_common_v1_Subject>
      }
    }
  }
}

