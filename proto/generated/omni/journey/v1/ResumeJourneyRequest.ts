// Original file: omni/journey/v1/journey.proto


export interface ResumeJourneyRequestInput {
  'journeyId'?: (string);
  'resumedBy'?: (string);
  '_resumedBy'?: "resumedBy";
}

export interface ResumeJourneyRequest {
  'journeyId'?: (string);
  'resumedBy'?: (string);
}
