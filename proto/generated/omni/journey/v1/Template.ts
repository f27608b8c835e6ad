// Original file: omni/journey/v1/template.proto

import type { TemplateStepInput as _omni_journey_v1_TemplateStepInput, TemplateStep as _omni_journey_v1_TemplateStep } from '../../../omni/journey/v1/TemplateStep.ts';

export interface TemplateInput {
  'id'?: (string);
  'name'?: (string);
  'description'?: (string);
  'category'?: (string);
  'status'?: (string);
  'version'?: (number);
  'estimatedDurationDays'?: (number);
  'slaHours'?: (number);
  'createdBy'?: (string);
  'createdAt'?: (string);
  'updatedAt'?: (string);
  /**
   * Lists leave out the steps.
   */
  'steps'?: (_omni_journey_v1_TemplateStepInput)[];
  '_description'?: "description";
  '_estimatedDurationDays'?: "estimatedDurationDays";
  '_slaHours'?: "slaHours";
}

export interface Template {
  'id'?: (string);
  'name'?: (string);
  'description'?: (string);
  'category'?: (string);
  'status'?: (string);
  'version'?: (number);
  'estimatedDurationDays'?: (number);
  'slaHours'?: (number);
  'createdBy'?: (string);
  'createdAt'?: (string);
  'updatedAt'?: (string);
  /**
   * Lists leave out the steps.
   */
  'steps': (_omni_journey_v1_TemplateStep)[];
}
