// Original file: omni/access/v1/access.proto


export interface AuthenticateRequestInput {
  'apiKey'?: (string);
  'context'?: (string);
  /**
   * The service that will receive the context: access, journey, timeline…
   */
  'audience'?: (string);
  /**
   * The user whom the request names as its actor; absent means the credential's own user.
   */
  'actorId'?: (string);
  /**
   * An API key, or the key of a service of the rail's own (platform/rpc/service-key.ts); or a context that was made for
   * another audience (a service that calls on in a caller's name).
   */
  'credential'?: "apiKey"|"context";
  '_actorId'?: "actorId";
}

export interface AuthenticateRequest {
  'apiKey'?: (string);
  'context'?: (string);
  /**
   * The service that will receive the context: access, journey, timeline…
   */
  'audience'?: (string);
  /**
   * The user whom the request names as its actor; absent means the credential's own user.
   */
  'actorId'?: (string);
}
