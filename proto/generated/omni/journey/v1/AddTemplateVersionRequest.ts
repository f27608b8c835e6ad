// Original file: omni/journey/v1/template.proto

import type { TemplateStepInput as _omni_journey_v1_TemplateStepInput, TemplateStep as _omni_journey_v1_TemplateStep } from '../../../omni/journey/v1/TemplateStep.ts';

export interface AddTemplateVersionRequestInput {
  'templateId'?: (string);
  /**
   * As in the newest version when absent.
   */
  'name'?: (string);
  'category'?: (string);
  'description'?: (string);
  /**
   * draft (absent) or active.
   */
  'status'?: (string);
  'steps'?: (_omni_journey_v1_TemplateStepInput)[];
  'estimatedDurationDays'?: (number);
  'slaHours'?: (number);
  'completion'?: (string);
  'calendar'?: (string);
  'createdBy'?: (string);
  '_name'?: "name";
  '_category'?: "category";
  '_description'?: "description";
  '_status'?: "status";
  '_estimatedDurationDays'?: "estimatedDurationDays";
  '_slaHours'?: "slaHours";
  '_completion'?: "completion";
  '_calendar'?: "calendar";
  '_createdBy'?: "createdBy";
}

export interface AddTemplateVersionRequest {
  'templateId'?: (string);
  /**
   * As in the newest version when absent.
   */
  'name'?: (string);
  'category'?: (string);
  'description'?: (string);
  /**
   * draft (absent) or active.
   */
  'status'?: (string);
  'steps': (_omni_journey_v1_TemplateStep)[];
  'estimatedDurationDays'?: (number);
  'slaHours'?: (number);
  'completion'?: (string);
  'calendar'?: (string);
  'createdBy'?: (string);
}
