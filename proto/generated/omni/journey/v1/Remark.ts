// Original file: omni/journey/v1/journey.proto


/**
 * A reason or a note that was given with an action.
 */
export interface RemarkInput {
  /**
   * assigned, held, released, completed or cancelled.
   */
  'action'?: (string);
  'by'?: (string);
  'at'?: (string);
  'text'?: (string);
}

/**
 * A reason or a note that was given with an action.
 */
export interface Remark {
  /**
   * assigned, held, released, completed or cancelled.
   */
  'action'?: (string);
  'by'?: (string);
  'at'?: (string);
  'text'?: (string);
}
