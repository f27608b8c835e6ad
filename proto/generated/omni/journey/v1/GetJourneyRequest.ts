// Original file: omni/journey/v1/journey.proto


export interface GetJourneyRequestInput {
  'journeyId'?: (string);
}

export interface GetJourneyRequest {
  'journeyId'?: (string);
}
