// Original file: omni/journey/v1/template.proto


export interface TemplateVersionInput {
  'version'?: (number);
  'status'?: (string);
  'createdBy'?: (string);
  'createdAt'?: (string);
  /**
   * Absent until it is published.
   */
  'publishedBy'?: (string);
  'publishedAt'?: (string);
  '_publishedBy'?: "publishedBy";
  '_publishedAt'?: "publishedAt";
}

export interface TemplateVersion {
  'version'?: (number);
  'status'?: (string);
  'createdBy'?: (string);
  'createdAt'?: (string);
  /**
   * Absent until it is published.
   */
  'publishedBy'?: (string);
  'publishedAt'?: (string);
}
