// Original file: omni/access/v1/access.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AuthenticateRequestInput as _omni_access_v1_AuthenticateRequestInput, AuthenticateRequest as _omni_access_v1_AuthenticateRequest } from '../../../omni/access/v1/AuthenticateRequest.ts';
import type { AuthenticateResponseInput as _omni_access_v1_AuthenticateResponseInput, AuthenticateResponse as _omni_access_v1_AuthenticateResponse } from '../../../omni/access/v1/AuthenticateResponse.ts';
import type { GetUserRequestInput as _omni_access_v1_GetUserRequestInput, GetUserRequest as _omni_access_v1_GetUserRequest } from '../../../omni/access/v1/GetUserRequest.ts';
import type { ListUsersRequestInput as _omni_access_v1_ListUsersRequestInput, ListUsersRequest as _omni_access_v1_ListUsersRequest } from '../../../omni/access/v1/ListUsersRequest.ts';
import type { ListUsersResponseInput as _omni_access_v1_ListUsersResponseInput, ListUsersResponse as _omni_access_v1_ListUsersResponse } from '../../../omni/access/v1/ListUsersResponse.ts';
import type { PutUserRequestInput as _omni_access_v1_PutUserRequestInput, PutUserRequest as _omni_access_v1_PutUserRequest } from '../../../omni/access/v1/PutUserRequest.ts';
import type { ReadEventsRequestInput as _omni_common_v1_ReadEventsRequestInput, ReadEventsRequest as _omni_common_v1_ReadEventsRequest } from '../../../omni/common/v1/ReadEventsRequest.ts';
import type { ReadEventsResponseInput as _omni_common_v1_ReadEventsResponseInput, ReadEventsResponse as _omni_common_v1_ReadEventsResponse } from '../../../omni/common/v1/ReadEventsResponse.ts';
import type { UserInput as _omni_access_v1_UserInput, User as _omni_access_v1_User } from '../../../omni/access/v1/User.ts';

/**
 * Tenants, credentials and users: who is calling, for which tenant, in whose name.
 */
export interface AccessServiceClient extends grpc.Client {
  /**
   * Turns a credential into a signed context for one audience. Called by every other process; needs no credential of
   * its own, for the request carries one.
   */
  Authenticate(argument: _omni_access_v1_AuthenticateRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  Authenticate(argument: _omni_access_v1_AuthenticateRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_access_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  Authenticate(argument: _omni_access_v1_AuthenticateRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  Authenticate(argument: _omni_access_v1_AuthenticateRequestInput, callback: grpc.requestCallback<_omni_access_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  /**
   * Turns a credential into a signed context for one audience. Called by every other process; needs no credential of
   * its own, for the request carries one.
   */
  authenticate(argument: _omni_access_v1_AuthenticateRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  authenticate(argument: _omni_access_v1_AuthenticateRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_access_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  authenticate(argument: _omni_access_v1_AuthenticateRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  authenticate(argument: _omni_access_v1_AuthenticateRequestInput, callback: grpc.requestCallback<_omni_access_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  
  GetUser(argument: _omni_access_v1_GetUserRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  GetUser(argument: _omni_access_v1_GetUserRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  GetUser(argument: _omni_access_v1_GetUserRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  GetUser(argument: _omni_access_v1_GetUserRequestInput, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  getUser(argument: _omni_access_v1_GetUserRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  getUser(argument: _omni_access_v1_GetUserRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  getUser(argument: _omni_access_v1_GetUserRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  getUser(argument: _omni_access_v1_GetUserRequestInput, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  
  ListUsers(argument: _omni_access_v1_ListUsersRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_ListUsersResponse>): grpc.ClientUnaryCall;
  ListUsers(argument: _omni_access_v1_ListUsersRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_access_v1_ListUsersResponse>): grpc.ClientUnaryCall;
  ListUsers(argument: _omni_access_v1_ListUsersRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_ListUsersResponse>): grpc.ClientUnaryCall;
  ListUsers(argument: _omni_access_v1_ListUsersRequestInput, callback: grpc.requestCallback<_omni_access_v1_ListUsersResponse>): grpc.ClientUnaryCall;
  listUsers(argument: _omni_access_v1_ListUsersRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_ListUsersResponse>): grpc.ClientUnaryCall;
  listUsers(argument: _omni_access_v1_ListUsersRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_access_v1_ListUsersResponse>): grpc.ClientUnaryCall;
  listUsers(argument: _omni_access_v1_ListUsersRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_ListUsersResponse>): grpc.ClientUnaryCall;
  listUsers(argument: _omni_access_v1_ListUsersRequestInput, callback: grpc.requestCallback<_omni_access_v1_ListUsersResponse>): grpc.ClientUnaryCall;
  
  /**
   * Creates or replaces a user.
   */
  PutUser(argument: _omni_access_v1_PutUserRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  PutUser(argument: _omni_access_v1_PutUserRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  PutUser(argument: _omni_access_v1_PutUserRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  PutUser(argument: _omni_access_v1_PutUserRequestInput, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  /**
   * Creates or replaces a user.
   */
  putUser(argument: _omni_access_v1_PutUserRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  putUser(argument: _omni_access_v1_PutUserRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  putUser(argument: _omni_access_v1_PutUserRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  putUser(argument: _omni_access_v1_PutUserRequestInput, callback: grpc.requestCallback<_omni_access_v1_User>): grpc.ClientUnaryCall;
  
  ReadEvents(argument: _omni_common_v1_ReadEventsRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  ReadEvents(argument: _omni_common_v1_ReadEventsRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  ReadEvents(argument: _omni_common_v1_ReadEventsRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  ReadEvents(argument: _omni_common_v1_ReadEventsRequestInput, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  readEvents(argument: _omni_common_v1_ReadEventsRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  readEvents(argument: _omni_common_v1_ReadEventsRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  readEvents(argument: _omni_common_v1_ReadEventsRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  readEvents(argument: _omni_common_v1_ReadEventsRequestInput, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  
}

/**
 * Tenants, credentials and users: who is calling, for which tenant, in whose name.
 */
export interface AccessServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Turns a credential into a signed context for one audience. Called by every other process; needs no credential of
   * its own, for the request carries one.
   */
  Authenticate: grpc.handleUnaryCall<_omni_access_v1_AuthenticateRequest, _omni_access_v1_AuthenticateResponseInput>;
  
  GetUser: grpc.handleUnaryCall<_omni_access_v1_GetUserRequest, _omni_access_v1_UserInput>;
  
  ListUsers: grpc.handleUnaryCall<_omni_access_v1_ListUsersRequest, _omni_access_v1_ListUsersResponseInput>;
  
  /**
   * Creates or replaces a user.
   */
  PutUser: grpc.handleUnaryCall<_omni_access_v1_PutUserRequest, _omni_access_v1_UserInput>;
  
  ReadEvents: grpc.handleUnaryCall<_omni_common_v1_ReadEventsRequest, _omni_common_v1_ReadEventsResponseInput>;
  
}

export interface AccessServiceDefinition extends grpc.ServiceDefinition {
  Authenticate: MethodDefinition<_omni_access_v1_AuthenticateRequestInput, _omni_access_v1_AuthenticateResponseInput, _omni_access_v1_AuthenticateRequest, _omni_access_v1_AuthenticateResponse>
  GetUser: MethodDefinition<_omni_access_v1_GetUserRequestInput, _omni_access_v1_UserInput, _omni_access_v1_GetUserRequest, _omni_access_v1_User>
  ListUsers: MethodDefinition<_omni_access_v1_ListUsersRequestInput, _omni_access_v1_ListUsersResponseInput, _omni_access_v1_ListUsersRequest, _omni_access_v1_ListUsersResponse>
  PutUser: MethodDefinition<_omni_access_v1_PutUserRequestInput, _omni_access_v1_UserInput, _omni_access_v1_PutUserRequest, _omni_access_v1_User>
  ReadEvents: MethodDefinition<_omni_common_v1_ReadEventsRequestInput, _omni_common_v1_ReadEventsResponseInput, _omni_common_v1_ReadEventsRequest, _omni_common_v1_ReadEventsResponse>
}
