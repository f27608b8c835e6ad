// Original file: omni/journey/v1/journey.proto

import type { JourneyInput as _omni_journey_v1_JourneyInput, Journey as _omni_journey_v1_Journey } from '../../../omni/journey/v1/Journey.ts';
import type { PaginationInput as _omni_common_v1_PaginationInput, Pagination as _omni_common_v1_Pagination } from '../../../omni/common/v1/Pagination.ts';

export interface ListJourneysResponseInput {
  'journeys'?: (_omni_journey_v1_JourneyInput)[];
  'pagination'?: (_omni_common_v1_PaginationInput | null);
}

export interface ListJourneysResponse {
  'journeys': (_omni_journey_v1_Journey)[];
  'pagination'?: (_omni_common_v1_Pagination);
}
