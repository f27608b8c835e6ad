// Original file: omni/timeline/v1/timeline.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetTimelineRequestInput as _omni_timeline_v1_GetTimelineRequestInput, GetTimelineRequest as _omni_timeline_v1_GetTimelineRequest } from '../../../omni/timeline/v1/GetTimelineRequest.ts';
import type { GetTimelineResponseInput as _omni_timeline_v1_GetTimelineResponseInput, GetTimelineResponse as _omni_timeline_v1_GetTimelineResponse } from '../../../omni/timeline/v1/GetTimelineResponse.ts';

/**
 * One timeline per entity, over everything that concerned it.
 */
export interface TimelineServiceClient extends grpc.Client {
  GetTimeline(argument: _omni_timeline_v1_GetTimelineRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_timeline_v1_GetTimelineResponse>): grpc.ClientUnaryCall;
  GetTimeline(argument: _omni_timeline_v1_GetTimelineRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_timeline_v1_GetTimelineResponse>): grpc.ClientUnaryCall;
  GetTimeline(argument: _omni_timeline_v1_GetTimelineRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_timeline_v1_GetTimelineResponse>): grpc.ClientUnaryCall;
  GetTimeline(argument: _omni_timeline_v1_GetTimelineRequestInput, callback: grpc.requestCallback<_omni_timeline_v1_GetTimelineResponse>): grpc.ClientUnaryCall;
  getTimeline(argument: _omni_timeline_v1_GetTimelineRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_timeline_v1_GetTimelineResponse>): grpc.ClientUnaryCall;
  getTimeline(argument: _omni_timeline_v1_GetTimelineRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_timeline_v1_GetTimelineResponse>): grpc.ClientUnaryCall;
  getTimeline(argument: _omni_timeline_v1_GetTimelineRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_timeline_v1_GetTimelineResponse>): grpc.ClientUnaryCall;
  getTimeline(argument: _omni_timeline_v1_GetTimelineRequestInput, callback: grpc.requestCallback<_omni_timeline_v1_GetTimelineResponse>): grpc.ClientUnaryCall;
  
}

/**
 * One timeline per entity, over everything that concerned it.
 */
export interface TimelineServiceHandlers extends grpc.UntypedServiceImplementation {
  GetTimeline: grpc.handleUnaryCall<_omni_timeline_v1_GetTimelineRequest, _omni_timeline_v1_GetTimelineResponseInput>;
  
}

export interface TimelineServiceDefinition extends grpc.ServiceDefinition {
  GetTimeline: MethodDefinition<_omni_timeline_v1_GetTimelineRequestInput, _omni_timeline_v1_GetTimelineResponseInput, _omni_timeline_v1_GetTimelineRequest, _omni_timeline_v1_GetTimelineResponse>
}
