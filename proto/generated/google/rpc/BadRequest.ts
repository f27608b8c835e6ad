// Original file: google/rpc/error_details.proto


export interface _google_rpc_BadRequest_FieldViolationInput {
  'field'?: (string);
  'description'?: (string);
}

export interface _google_rpc_BadRequest_FieldViolation {
  'field'?: (string);
  'description'?: (string);
}

export interface BadRequestInput {
  'fieldViolations'?: (_google_rpc_BadRequest_FieldViolationInput)[];
}

export interface BadRequest {
  'fieldViolations': (_google_rpc_BadRequest_FieldViolation)[];
}
