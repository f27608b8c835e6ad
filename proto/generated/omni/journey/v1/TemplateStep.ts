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
  /**
   * A condition in CEL over context, steps.<id>.data, channel and priority: where it is false, the step is skipped.
   */
  'when'?: (string);
  '_required'?: "required";
  '_timeoutHours'?: "timeoutHours";
  '_approvalRoleRequired'?: "approvalRoleRequired";
  '_evidenceRequired'?: "evidenceRequired";
  '_when'?: "when";
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
  /**
   * A condition in CEL over context, steps.<id>.data, channel and priority: where it is false, the step is skipped.
   */
  'when'?: (string);
}
