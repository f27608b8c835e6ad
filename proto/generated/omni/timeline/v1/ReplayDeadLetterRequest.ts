// Original file: omni/timeline/v1/dead_letters.proto


export interface ReplayDeadLetterRequestInput {
  'deadLetterId'?: (string);
}

export interface ReplayDeadLetterRequest {
  'deadLetterId'?: (string);
}
