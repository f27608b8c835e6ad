// Original file: omni/journey/v1/journey.proto


export interface HoldJourneyRequestInput {
  'journeyId'?: (string);
  'reason'?: (string);
  'heldBy'?: (string);
  '_heldBy'?: "heldBy";
}

export interface HoldJourneyRequest {
  'journeyId'?: (string);
  'reason'?: (string);
  'heldBy'?: (string);
}
