// Original file: omni/journey/v1/template.proto

import type { TemplateStepInput as _omni_journey_v1_TemplateStepInput, TemplateStep as _omni_journey_v1_TemplateStep } from '../../../omni/journey/v1/TemplateStep.ts';

export interface CreateTemplateRequestInput {
  /**
   * Chosen by the caller (`tmpl_…`) or generated.
   */
  'id'?: (string);
  'name'?: (string);
  'description'?: (string);
  'category'?: (string);
  /**
   * active (absent) or draft.
   */
  'status'?: (string);
  'steps'?: (_omni_journey_v1_TemplateStepInput)[];
  'estimatedDurationDays'?: (number);
  'slaHours'?: (number);
  'createdBy'?: (string);
  /**
   * manual (absent) or auto.
   */
  'completion'?: (string);
  /**
   * continuous (absent).
   */
  'calendar'?: (string);
  '_id'?: "id";
  '_description'?: "description";
  '_status'?: "status";
  '_estimatedDurationDays'?: "estimatedDurationDays";
  '_slaHours'?: "slaHours";
  '_createdBy'?: "createdBy";
  '_completion'?: "completion";
  '_calendar'?: "calendar";
}

export interface CreateTemplateRequest {
  /**
   * Chosen by the caller (`tmpl_…`) or generated.
   */
  'id'?: (string);
  'name'?: (string);
  'description'?: (string);
  'category'?: (string);
  /**
   * active (absent) or draft.
   */
  'status'?: (string);
  'steps': (_omni_journey_v1_TemplateStep)[];
  'estimatedDurationDays'?: (number);
  'slaHours'?: (number);
  'createdBy'?: (string);
  /**
   * manual (absent) or auto.
   */
  'completion'?: (string);
  /**
   * continuous (absent).
   */
  'calendar'?: (string);
}
