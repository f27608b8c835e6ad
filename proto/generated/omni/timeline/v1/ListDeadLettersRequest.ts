// Original file: omni/timeline/v1/dead_letters.proto


export interface ListDeadLettersRequestInput {
  /**
   * omni.journey.v1…; absent means every topic.
   */
  'topic'?: (string);
  /**
   * At most 500; absent means 100.
   */
  'limit'?: (number);
  '_topic'?: "topic";
  '_limit'?: "limit";
}

export interface ListDeadLettersRequest {
  /**
   * omni.journey.v1…; absent means every topic.
   */
  'topic'?: (string);
  /**
   * At most 500; absent means 100.
   */
  'limit'?: (number);
}
