import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { PageRequestInput as _omni_common_v1_PageRequestInput, PageRequest as _omni_common_v1_PageRequest } from './omni/common/v1/PageRequest.ts';
import type { PaginationInput as _omni_common_v1_PaginationInput, Pagination as _omni_common_v1_Pagination } from './omni/common/v1/Pagination.ts';
import type { ReadEventsRequestInput as _omni_common_v1_ReadEventsRequestInput, ReadEventsRequest as _omni_common_v1_ReadEventsRequest } from './omni/common/v1/ReadEventsRequest.ts';
import type { ReadEventsResponseInput as _omni_common_v1_ReadEventsResponseInput, ReadEventsResponse as _omni_common_v1_ReadEventsResponse } from './omni/common/v1/ReadEventsResponse.ts';
import type { SubjectInput as _omni_common_v1_SubjectInput, Subject as _omni_common_v1_Subject } from './omni/common/v1/Subject.ts';
import type { GetTimelineRequestInput as _omni_timeline_v1_GetTimelineRequestInput, GetTimelineRequest as _omni_timeline_v1_GetTimelineRequest } from './omni/timeline/v1/GetTimelineRequest.ts';
import type { GetTimelineResponseInput as _omni_timeline_v1_GetTimelineResponseInput, GetTimelineResponse as _omni_timeline_v1_GetTimelineResponse } from './omni/timeline/v1/GetTimelineResponse.ts';
import type { TimelineEntryInput as _omni_timeline_v1_TimelineEntryInput, TimelineEntry as _omni_timeline_v1_TimelineEntry } from './omni/timeline/v1/TimelineEntry.ts';
import type { TimelineServiceClient as _omni_timeline_v1_TimelineServiceClient, TimelineServiceDefinition as _omni_timeline_v1_TimelineServiceDefinition } from './omni/timeline/v1/TimelineService.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  omni: {
    common: {
      v1: {
        PageRequest: MessageTypeDefinition<_omni_common_v1_PageRequestInput, _omni_common_v1_PageRequest>
        Pagination: MessageTypeDefinition<_omni_common_v1_PaginationInput, _omni_common_v1_Pagination>
        ReadEventsRequest: MessageTypeDefinition<_omni_common_v1_ReadEventsRequestInput, _omni_common_v1_ReadEventsRequest>
        ReadEventsResponse: MessageTypeDefinition<_omni_common_v1_ReadEventsResponseInput, _omni_common_v1_ReadEventsResponse>
        Subject: MessageTypeDefinition<_omni_common_v1_SubjectInput, _omni_common_v1_Subject>
      }
    }
    timeline: {
      v1: {
        GetTimelineRequest: MessageTypeDefinition<_omni_timeline_v1_GetTimelineRequestInput, _omni_timeline_v1_GetTimelineRequest>
        GetTimelineResponse: MessageTypeDefinition<_omni_timeline_v1_GetTimelineResponseInput, _omni_timeline_v1_GetTimelineResponse>
        TimelineEntry: MessageTypeDefinition<_omni_timeline_v1_TimelineEntryInput, _omni_timeline_v1_TimelineEntry>
        /**
         * One timeline per entity, over everything that concerned it.
         */
        TimelineService: SubtypeConstructor<typeof grpc.Client, _omni_timeline_v1_TimelineServiceClient> & { service: _omni_timeline_v1_TimelineServiceDefinition }
      }
    }
  }
}

