// Original file: omni/journey/v1/journey.proto


/**
 * A failed try at a step.
 */
export interface AttemptInput {
  'outcome'?: (string);
  'at'?: (string);
  'by'?: (string);
  /**
   * An open map.
   */
  'data'?: (Buffer | Uint8Array | string);
  '_data'?: "data";
}

/**
 * A failed try at a step.
 */
export interface Attempt {
  'outcome'?: (string);
  'at'?: (string);
  'by'?: (string);
  /**
   * An open map.
   */
  'data'?: (Buffer);
}
