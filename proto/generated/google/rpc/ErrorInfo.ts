// Original file: google/rpc/error_details.proto


export interface ErrorInfoInput {
  /**
   * The rail's error code, such as `journey.step_mismatch`.
   */
  'reason'?: (string);
  'domain'?: (string);
  'metadata'?: ({[key: string]: string});
}

export interface ErrorInfo {
  /**
   * The rail's error code, such as `journey.step_mismatch`.
   */
  'reason'?: (string);
  'domain'?: (string);
  'metadata'?: ({[key: string]: string});
}
