// Original file: omni/journey/v1/template.proto


export interface PublishTemplateRequestInput {
  'templateId'?: (string);
  /**
   * The newest draft when absent.
   */
  'version'?: (number);
  'publishedBy'?: (string);
  '_version'?: "version";
  '_publishedBy'?: "publishedBy";
}

export interface PublishTemplateRequest {
  'templateId'?: (string);
  /**
   * The newest draft when absent.
   */
  'version'?: (number);
  'publishedBy'?: (string);
}
