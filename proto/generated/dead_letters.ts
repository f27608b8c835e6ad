import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { DeadLetterInput as _omni_timeline_v1_DeadLetterInput, DeadLetter as _omni_timeline_v1_DeadLetter } from './omni/timeline/v1/DeadLetter.ts';
import type { DeadLetterServiceClient as _omni_timeline_v1_DeadLetterServiceClient, DeadLetterServiceDefinition as _omni_timeline_v1_DeadLetterServiceDefinition } from './omni/timeline/v1/DeadLetterService.ts';
import type { ListDeadLettersRequestInput as _omni_timeline_v1_ListDeadLettersRequestInput, ListDeadLettersRequest as _omni_timeline_v1_ListDeadLettersRequest } from './omni/timeline/v1/ListDeadLettersRequest.ts';
import type { ListDeadLettersResponseInput as _omni_timeline_v1_ListDeadLettersResponseInput, ListDeadLettersResponse as _omni_timeline_v1_ListDeadLettersResponse } from './omni/timeline/v1/ListDeadLettersResponse.ts';
import type { ReplayDeadLetterRequestInput as _omni_timeline_v1_ReplayDeadLetterRequestInput, ReplayDeadLetterRequest as _omni_timeline_v1_ReplayDeadLetterRequest } from './omni/timeline/v1/ReplayDeadLetterRequest.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  omni: {
    timeline: {
      v1: {
        DeadLetter: MessageTypeDefinition<_omni_timeline_v1_DeadLetterInput, _omni_timeline_v1_DeadLetter>
        /**
         * For operators: events of the caller's tenant that could not be shown on its timelines, and are kept until they are
         * replayed. On Kafka both methods read whole topics: allow them 30 seconds.
         */
        DeadLetterService: SubtypeConstructor<typeof grpc.Client, _omni_timeline_v1_DeadLetterServiceClient> & { service: _omni_timeline_v1_DeadLetterServiceDefinition }
        ListDeadLettersRequest: MessageTypeDefinition<_omni_timeline_v1_ListDeadLettersRequestInput, _omni_timeline_v1_ListDeadLettersRequest>
        ListDeadLettersResponse: MessageTypeDefinition<_omni_timeline_v1_ListDeadLettersResponseInput, _omni_timeline_v1_ListDeadLettersResponse>
        ReplayDeadLetterRequest: MessageTypeDefinition<_omni_timeline_v1_ReplayDeadLetterRequestInput, _omni_timeline_v1_ReplayDeadLetterRequest>
      }
    }
  }
}

