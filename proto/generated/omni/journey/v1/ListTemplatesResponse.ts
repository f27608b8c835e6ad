// Original file: omni/journey/v1/template.proto

import type { TemplateInput as _omni_journey_v1_TemplateInput, Template as _omni_journey_v1_Template } from '../../../omni/journey/v1/Template.ts';
import type { PaginationInput as _omni_common_v1_PaginationInput, Pagination as _omni_common_v1_Pagination } from '../../../omni/common/v1/Pagination.ts';

export interface ListTemplatesResponseInput {
  'templates'?: (_omni_journey_v1_TemplateInput)[];
  'pagination'?: (_omni_common_v1_PaginationInput | null);
}

export interface ListTemplatesResponse {
  'templates': (_omni_journey_v1_Template)[];
  'pagination'?: (_omni_common_v1_Pagination);
}
