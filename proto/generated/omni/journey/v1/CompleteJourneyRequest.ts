// Original file: omni/journey/v1/journey.proto


export interface CompleteJourneyRequestInput {
  'journeyId'?: (string);
  /**
   * success or success_with_conditions.
   */
  'outcome'?: (string);
  'completionNotes'?: (string);
  'completedBy'?: (string);
  '_completionNotes'?: "completionNotes";
  '_completedBy'?: "completedBy";
}

export interface CompleteJourneyRequest {
  'journeyId'?: (string);
  /**
   * success or success_with_conditions.
   */
  'outcome'?: (string);
  'completionNotes'?: (string);
  'completedBy'?: (string);
}
