// Original file: omni/journey/v1/journey.proto


export interface AdvanceJourneyRequestInput {
  'journeyId'?: (string);
  'completedStepId'?: (string);
  /**
   * passed, failed, skipped or waived.
   */
  'stepOutcome'?: (string);
  /**
   * An open map.
   */
  'stepData'?: (Buffer | Uint8Array | string);
  'advancedBy'?: (string);
  '_stepData'?: "stepData";
  '_advancedBy'?: "advancedBy";
}

export interface AdvanceJourneyRequest {
  'journeyId'?: (string);
  'completedStepId'?: (string);
  /**
   * passed, failed, skipped or waived.
   */
  'stepOutcome'?: (string);
  /**
   * An open map.
   */
  'stepData'?: (Buffer);
  'advancedBy'?: (string);
}
