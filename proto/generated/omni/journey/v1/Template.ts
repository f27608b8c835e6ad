// Original file: omni/journey/v1/template.proto

import type { TemplateStepInput as _omni_journey_v1_TemplateStepInput, TemplateStep as _omni_journey_v1_TemplateStep } from '../../../omni/journey/v1/TemplateStep.ts';
import type { TemplateVersionInput as _omni_journey_v1_TemplateVersionInput, TemplateVersion as _omni_journey_v1_TemplateVersion } from '../../../omni/journey/v1/TemplateVersion.ts';

/**
 * One version of a template, under the template's id.
 */
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
   * Lists leave out the steps and the versions.
   */
  'steps'?: (_omni_journey_v1_TemplateStepInput)[];
  /**
   * manual or auto.
   */
  'completion'?: (string);
  /**
   * continuous.
   */
  'calendar'?: (string);
  /**
   * All versions of the template, by number.
   */
  'versions'?: (_omni_journey_v1_TemplateVersionInput)[];
  '_description'?: "description";
  '_estimatedDurationDays'?: "estimatedDurationDays";
  '_slaHours'?: "slaHours";
}

/**
 * One version of a template, under the template's id.
 */
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
   * Lists leave out the steps and the versions.
   */
  'steps': (_omni_journey_v1_TemplateStep)[];
  /**
   * manual or auto.
   */
  'completion'?: (string);
  /**
   * continuous.
   */
  'calendar'?: (string);
  /**
   * All versions of the template, by number.
   */
  'versions': (_omni_journey_v1_TemplateVersion)[];
}
