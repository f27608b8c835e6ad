// Original file: omni/common/v1/common.proto


export interface ReadEventsRequestInput {
  'aggregateType'?: (string);
  'aggregateId'?: (string);
  /**
   * The first sequence wanted, from 1.
   */
  'fromSequence'?: (number);
  /**
   * At most 500; absent means 500.
   */
  'limit'?: (number);
  '_limit'?: "limit";
}

export interface ReadEventsRequest {
  'aggregateType'?: (string);
  'aggregateId'?: (string);
  /**
   * The first sequence wanted, from 1.
   */
  'fromSequence'?: (number);
  /**
   * At most 500; absent means 500.
   */
  'limit'?: (number);
}
