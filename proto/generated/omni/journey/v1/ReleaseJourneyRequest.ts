// Original file: omni/journey/v1/journey.proto


export interface ReleaseJourneyRequestInput {
  'journeyId'?: (string);
  'reason'?: (string);
  'releasedBy'?: (string);
  '_releasedBy'?: "releasedBy";
}

export interface ReleaseJourneyRequest {
  'journeyId'?: (string);
  'reason'?: (string);
  'releasedBy'?: (string);
}
