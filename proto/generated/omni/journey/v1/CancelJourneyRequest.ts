// Original file: omni/journey/v1/journey.proto


export interface CancelJourneyRequestInput {
  'journeyId'?: (string);
  'cancellationReason'?: (string);
  'cancelledBy'?: (string);
  '_cancelledBy'?: "cancelledBy";
}

export interface CancelJourneyRequest {
  'journeyId'?: (string);
  'cancellationReason'?: (string);
  'cancelledBy'?: (string);
}
