// Original file: omni/timeline/v1/dead_letters.proto


export interface DeadLetterInput {
  /**
   * What ReplayDeadLetter takes.
   */
  'id'?: (string);
  'topic'?: (string);
  /**
   * Why it could not be shown, in plain words.
   */
  'reason'?: (string);
  'aggregateId'?: (string);
  /**
   * Which event it is, as far as the message says so.
   */
  'aggregateType'?: (string);
  'sequence'?: (number);
  'eventId'?: (string);
  '_aggregateType'?: "aggregateType";
  '_sequence'?: "sequence";
  '_eventId'?: "eventId";
}

export interface DeadLetter {
  /**
   * What ReplayDeadLetter takes.
   */
  'id'?: (string);
  'topic'?: (string);
  /**
   * Why it could not be shown, in plain words.
   */
  'reason'?: (string);
  'aggregateId'?: (string);
  /**
   * Which event it is, as far as the message says so.
   */
  'aggregateType'?: (string);
  'sequence'?: (number);
  'eventId'?: (string);
}
