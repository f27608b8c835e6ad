// Original file: omni/journey/v1/template.proto


export interface TemplateStepInput {
  'id'?: (string);
  'name'?: (string);
  'type'?: (string);
  'order'?: (number);
  /**
   * Absent means required.
   */
  'required'?: (boolean);
  'timeoutHours'?: (number);
  'documentsRequired'?: (string)[];
  'approvalRoleRequired'?: (string);
  'evidenceRequired'?: (boolean);
  '_required'?: "required";
  '_timeoutHours'?: "timeoutHours";
  '_approvalRoleRequired'?: "approvalRoleRequired";
  '_evidenceRequired'?: "evidenceRequired";
}

export interface TemplateStep {
  'id'?: (string);
  'name'?: (string);
  'type'?: (string);
  'order'?: (number);
  /**
   * Absent means required.
   */
  'required'?: (boolean);
  'timeoutHours'?: (number);
  'documentsRequired': (string)[];
  'approvalRoleRequired'?: (string);
  'evidenceRequired'?: (boolean);
}
