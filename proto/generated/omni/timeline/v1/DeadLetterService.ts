// Original file: omni/timeline/v1/dead_letters.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { DeadLetterInput as _omni_timeline_v1_DeadLetterInput, DeadLetter as _omni_timeline_v1_DeadLetter } from '../../../omni/timeline/v1/DeadLetter.ts';
import type { ListDeadLettersRequestInput as _omni_timeline_v1_ListDeadLettersRequestInput, ListDeadLettersRequest as _omni_timeline_v1_ListDeadLettersRequest } from '../../../omni/timeline/v1/ListDeadLettersRequest.ts';
import type { ListDeadLettersResponseInput as _omni_timeline_v1_ListDeadLettersResponseInput, ListDeadLettersResponse as _omni_timeline_v1_ListDeadLettersResponse } from '../../../omni/timeline/v1/ListDeadLettersResponse.ts';
import type { ReplayDeadLetterRequestInput as _omni_timeline_v1_ReplayDeadLetterRequestInput, ReplayDeadLetterRequest as _omni_timeline_v1_ReplayDeadLetterRequest } from '../../../omni/timeline/v1/ReplayDeadLetterRequest.ts';

/**
 * For operators: events of the caller's tenant that could not be shown on its timelines, and are kept until they are
 * replayed. On Kafka both methods read whole topics: allow them 30 seconds.
 */
export interface DeadLetterServiceClient extends grpc.Client {
  ListDeadLetters(argument: _omni_timeline_v1_ListDeadLettersRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_timeline_v1_ListDeadLettersResponse>): grpc.ClientUnaryCall;
  ListDeadLetters(argument: _omni_timeline_v1_ListDeadLettersRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_timeline_v1_ListDeadLettersResponse>): grpc.ClientUnaryCall;
  ListDeadLetters(argument: _omni_timeline_v1_ListDeadLettersRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_timeline_v1_ListDeadLettersResponse>): grpc.ClientUnaryCall;
  ListDeadLetters(argument: _omni_timeline_v1_ListDeadLettersRequestInput, callback: grpc.requestCallback<_omni_timeline_v1_ListDeadLettersResponse>): grpc.ClientUnaryCall;
  listDeadLetters(argument: _omni_timeline_v1_ListDeadLettersRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_timeline_v1_ListDeadLettersResponse>): grpc.ClientUnaryCall;
  listDeadLetters(argument: _omni_timeline_v1_ListDeadLettersRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_timeline_v1_ListDeadLettersResponse>): grpc.ClientUnaryCall;
  listDeadLetters(argument: _omni_timeline_v1_ListDeadLettersRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_timeline_v1_ListDeadLettersResponse>): grpc.ClientUnaryCall;
  listDeadLetters(argument: _omni_timeline_v1_ListDeadLettersRequestInput, callback: grpc.requestCallback<_omni_timeline_v1_ListDeadLettersResponse>): grpc.ClientUnaryCall;
  
  /**
   * Tries once more to show one of them; answers it when it is shown, and it is gone. A repeat is harmless.
   */
  ReplayDeadLetter(argument: _omni_timeline_v1_ReplayDeadLetterRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_timeline_v1_DeadLetter>): grpc.ClientUnaryCall;
  ReplayDeadLetter(argument: _omni_timeline_v1_ReplayDeadLetterRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_timeline_v1_DeadLetter>): grpc.ClientUnaryCall;
  ReplayDeadLetter(argument: _omni_timeline_v1_ReplayDeadLetterRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_timeline_v1_DeadLetter>): grpc.ClientUnaryCall;
  ReplayDeadLetter(argument: _omni_timeline_v1_ReplayDeadLetterRequestInput, callback: grpc.requestCallback<_omni_timeline_v1_DeadLetter>): grpc.ClientUnaryCall;
  /**
   * Tries once more to show one of them; answers it when it is shown, and it is gone. A repeat is harmless.
   */
  replayDeadLetter(argument: _omni_timeline_v1_ReplayDeadLetterRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_timeline_v1_DeadLetter>): grpc.ClientUnaryCall;
  replayDeadLetter(argument: _omni_timeline_v1_ReplayDeadLetterRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_timeline_v1_DeadLetter>): grpc.ClientUnaryCall;
  replayDeadLetter(argument: _omni_timeline_v1_ReplayDeadLetterRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_timeline_v1_DeadLetter>): grpc.ClientUnaryCall;
  replayDeadLetter(argument: _omni_timeline_v1_ReplayDeadLetterRequestInput, callback: grpc.requestCallback<_omni_timeline_v1_DeadLetter>): grpc.ClientUnaryCall;
  
}

/**
 * For operators: events of the caller's tenant that could not be shown on its timelines, and are kept until they are
 * replayed. On Kafka both methods read whole topics: allow them 30 seconds.
 */
export interface DeadLetterServiceHandlers extends grpc.UntypedServiceImplementation {
  ListDeadLetters: grpc.handleUnaryCall<_omni_timeline_v1_ListDeadLettersRequest, _omni_timeline_v1_ListDeadLettersResponseInput>;
  
  /**
   * Tries once more to show one of them; answers it when it is shown, and it is gone. A repeat is harmless.
   */
  ReplayDeadLetter: grpc.handleUnaryCall<_omni_timeline_v1_ReplayDeadLetterRequest, _omni_timeline_v1_DeadLetterInput>;
  
}

export interface DeadLetterServiceDefinition extends grpc.ServiceDefinition {
  ListDeadLetters: MethodDefinition<_omni_timeline_v1_ListDeadLettersRequestInput, _omni_timeline_v1_ListDeadLettersResponseInput, _omni_timeline_v1_ListDeadLettersRequest, _omni_timeline_v1_ListDeadLettersResponse>
  ReplayDeadLetter: MethodDefinition<_omni_timeline_v1_ReplayDeadLetterRequestInput, _omni_timeline_v1_DeadLetterInput, _omni_timeline_v1_ReplayDeadLetterRequest, _omni_timeline_v1_DeadLetter>
}
