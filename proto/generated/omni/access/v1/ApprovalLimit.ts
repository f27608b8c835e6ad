// Original file: omni/access/v1/access.proto


export interface ApprovalLimitInput {
  /**
   * An approval type, or "*" for all others.
   */
  'approvalType'?: (string);
  /**
   * The decimal digits as they were sent, in major units.
   */
  'amount'?: (string);
  'currency'?: (string);
  /**
   * Whether the amount came as a JSON string; it is answered in the shape in which it came.
   */
  'amountAsString'?: (boolean);
}

export interface ApprovalLimit {
  /**
   * An approval type, or "*" for all others.
   */
  'approvalType'?: (string);
  /**
   * The decimal digits as they were sent, in major units.
   */
  'amount'?: (string);
  'currency'?: (string);
  /**
   * Whether the amount came as a JSON string; it is answered in the shape in which it came.
   */
  'amountAsString'?: (boolean);
}
