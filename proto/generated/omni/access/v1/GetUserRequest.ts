// Original file: omni/access/v1/access.proto


export interface GetUserRequestInput {
  'userId'?: (string);
}

export interface GetUserRequest {
  'userId'?: (string);
}
