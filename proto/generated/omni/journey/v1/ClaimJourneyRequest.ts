// Original file: omni/journey/v1/journey.proto


export interface ClaimJourneyRequestInput {
  'journeyId'?: (string);
  'claimedBy'?: (string);
  '_claimedBy'?: "claimedBy";
}

export interface ClaimJourneyRequest {
  'journeyId'?: (string);
  'claimedBy'?: (string);
}
