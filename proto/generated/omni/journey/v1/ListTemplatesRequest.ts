// Original file: omni/journey/v1/template.proto

import type { PageRequestInput as _omni_common_v1_PageRequestInput, PageRequest as _omni_common_v1_PageRequest } from '../../../omni/common/v1/PageRequest.ts';

export interface ListTemplatesRequestInput {
  'page'?: (_omni_common_v1_PageRequestInput | null);
  'category'?: (string);
  'status'?: (string);
  '_category'?: "category";
  '_status'?: "status";
}

export interface ListTemplatesRequest {
  'page'?: (_omni_common_v1_PageRequest);
  'category'?: (string);
  'status'?: (string);
}
