// Original file: omni/journey/v1/template.proto


export interface GetTemplateRequestInput {
  'templateId'?: (string);
  /**
   * The current version when absent: the active one, before the first publication the newest draft, and of an archived
   * template the version that was current last.
   */
  'version'?: (number);
  '_version'?: "version";
}

export interface GetTemplateRequest {
  'templateId'?: (string);
  /**
   * The current version when absent: the active one, before the first publication the newest draft, and of an archived
   * template the version that was current last.
   */
  'version'?: (number);
}
