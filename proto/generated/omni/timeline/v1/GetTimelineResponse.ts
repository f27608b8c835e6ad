// Original file: omni/timeline/v1/timeline.proto

import type { TimelineEntryInput as _omni_timeline_v1_TimelineEntryInput, TimelineEntry as _omni_timeline_v1_TimelineEntry } from '../../../omni/timeline/v1/TimelineEntry.ts';
import type { PaginationInput as _omni_common_v1_PaginationInput, Pagination as _omni_common_v1_Pagination } from '../../../omni/common/v1/Pagination.ts';

export interface GetTimelineResponseInput {
  'entries'?: (_omni_timeline_v1_TimelineEntryInput)[];
  'pagination'?: (_omni_common_v1_PaginationInput | null);
}

export interface GetTimelineResponse {
  'entries': (_omni_timeline_v1_TimelineEntry)[];
  'pagination'?: (_omni_common_v1_Pagination);
}
