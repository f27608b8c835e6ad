// Original file: omni/journey/v1/template.proto


export interface GetTemplateRequestInput {
  'templateId'?: (string);
}

export interface GetTemplateRequest {
  'templateId'?: (string);
}
