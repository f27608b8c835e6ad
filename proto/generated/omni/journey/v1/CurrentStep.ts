// Original file: omni/journey/v1/journey.proto


export interface CurrentStepInput {
  'id'?: (string);
  'name'?: (string);
  'type'?: (string);
  'status'?: (string);
}

export interface CurrentStep {
  'id'?: (string);
  'name'?: (string);
  'type'?: (string);
  'status'?: (string);
}
