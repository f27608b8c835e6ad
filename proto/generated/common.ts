import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { PageRequestInput as _omni_common_v1_PageRequestInput, PageRequest as _omni_common_v1_PageRequest } from './omni/common/v1/PageRequest.ts';
import type { PaginationInput as _omni_common_v1_PaginationInput, Pagination as _omni_common_v1_Pagination } from './omni/common/v1/Pagination.ts';
import type { ReadEventsRequestInput as _omni_common_v1_ReadEventsRequestInput, ReadEventsRequest as _omni_common_v1_ReadEventsRequest } from './omni/common/v1/ReadEventsRequest.ts';
import type { ReadEventsResponseInput as _omni_common_v1_ReadEventsResponseInput, ReadEventsResponse as _omni_common_v1_ReadEventsResponse } from './omni/common/v1/ReadEventsResponse.ts';
import type { SubjectInput as _omni_common_v1_SubjectInput, Subject as _omni_common_v1_Subject } from './omni/common/v1/Subject.ts';

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
  }
}

