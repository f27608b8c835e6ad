// Original file: grpc/health/v1/health.proto


export interface HealthCheckRequestInput {
  /**
   * A service's full name; empty asks for the server as a whole.
   */
  'service'?: (string);
}

export interface HealthCheckRequest {
  /**
   * A service's full name; empty asks for the server as a whole.
   */
  'service'?: (string);
}
