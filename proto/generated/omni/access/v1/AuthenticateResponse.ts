// Original file: omni/access/v1/access.proto


export interface AuthenticateResponseInput {
  /**
   * The signed context (platform/rpc/context.ts), to be sent as `omni-context`; good for 5 seconds.
   */
  'context'?: (string);
}

export interface AuthenticateResponse {
  /**
   * The signed context (platform/rpc/context.ts), to be sent as `omni-context`; good for 5 seconds.
   */
  'context'?: (string);
}
