// Original file: omni/journey/v1/template.proto


export interface ArchiveTemplateRequestInput {
  'templateId'?: (string);
  'archivedBy'?: (string);
  '_archivedBy'?: "archivedBy";
}

export interface ArchiveTemplateRequest {
  'templateId'?: (string);
  'archivedBy'?: (string);
}
