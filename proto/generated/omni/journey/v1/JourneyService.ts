// Original file: omni/journey/v1/journey.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AdvanceJourneyRequestInput as _omni_journey_v1_AdvanceJourneyRequestInput, AdvanceJourneyRequest as _omni_journey_v1_AdvanceJourneyRequest } from '../../../omni/journey/v1/AdvanceJourneyRequest.ts';
import type { CreateJourneyRequestInput as _omni_journey_v1_CreateJourneyRequestInput, CreateJourneyRequest as _omni_journey_v1_CreateJourneyRequest } from '../../../omni/journey/v1/CreateJourneyRequest.ts';
import type { GetJourneyRequestInput as _omni_journey_v1_GetJourneyRequestInput, GetJourneyRequest as _omni_journey_v1_GetJourneyRequest } from '../../../omni/journey/v1/GetJourneyRequest.ts';
import type { JourneyInput as _omni_journey_v1_JourneyInput, Journey as _omni_journey_v1_Journey } from '../../../omni/journey/v1/Journey.ts';
import type { ListJourneysRequestInput as _omni_journey_v1_ListJourneysRequestInput, ListJourneysRequest as _omni_journey_v1_ListJourneysRequest } from '../../../omni/journey/v1/ListJourneysRequest.ts';
import type { ListJourneysResponseInput as _omni_journey_v1_ListJourneysResponseInput, ListJourneysResponse as _omni_journey_v1_ListJourneysResponse } from '../../../omni/journey/v1/ListJourneysResponse.ts';
import type { ReadEventsRequestInput as _omni_common_v1_ReadEventsRequestInput, ReadEventsRequest as _omni_common_v1_ReadEventsRequest } from '../../../omni/common/v1/ReadEventsRequest.ts';
import type { ReadEventsResponseInput as _omni_common_v1_ReadEventsResponseInput, ReadEventsResponse as _omni_common_v1_ReadEventsResponse } from '../../../omni/common/v1/ReadEventsResponse.ts';

/**
 * Customer journeys: created from a template, advanced step by step. Every action answers the whole journey.
 */
export interface JourneyServiceClient extends grpc.Client {
  AdvanceJourney(argument: _omni_journey_v1_AdvanceJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  AdvanceJourney(argument: _omni_journey_v1_AdvanceJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  AdvanceJourney(argument: _omni_journey_v1_AdvanceJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  AdvanceJourney(argument: _omni_journey_v1_AdvanceJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  advanceJourney(argument: _omni_journey_v1_AdvanceJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  advanceJourney(argument: _omni_journey_v1_AdvanceJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  advanceJourney(argument: _omni_journey_v1_AdvanceJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  advanceJourney(argument: _omni_journey_v1_AdvanceJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  
  CreateJourney(argument: _omni_journey_v1_CreateJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  CreateJourney(argument: _omni_journey_v1_CreateJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  CreateJourney(argument: _omni_journey_v1_CreateJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  CreateJourney(argument: _omni_journey_v1_CreateJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  createJourney(argument: _omni_journey_v1_CreateJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  createJourney(argument: _omni_journey_v1_CreateJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  createJourney(argument: _omni_journey_v1_CreateJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  createJourney(argument: _omni_journey_v1_CreateJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  
  GetJourney(argument: _omni_journey_v1_GetJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  GetJourney(argument: _omni_journey_v1_GetJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  GetJourney(argument: _omni_journey_v1_GetJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  GetJourney(argument: _omni_journey_v1_GetJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  getJourney(argument: _omni_journey_v1_GetJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  getJourney(argument: _omni_journey_v1_GetJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  getJourney(argument: _omni_journey_v1_GetJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  getJourney(argument: _omni_journey_v1_GetJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  
  ListJourneys(argument: _omni_journey_v1_ListJourneysRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_ListJourneysResponse>): grpc.ClientUnaryCall;
  ListJourneys(argument: _omni_journey_v1_ListJourneysRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_ListJourneysResponse>): grpc.ClientUnaryCall;
  ListJourneys(argument: _omni_journey_v1_ListJourneysRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_ListJourneysResponse>): grpc.ClientUnaryCall;
  ListJourneys(argument: _omni_journey_v1_ListJourneysRequestInput, callback: grpc.requestCallback<_omni_journey_v1_ListJourneysResponse>): grpc.ClientUnaryCall;
  listJourneys(argument: _omni_journey_v1_ListJourneysRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_ListJourneysResponse>): grpc.ClientUnaryCall;
  listJourneys(argument: _omni_journey_v1_ListJourneysRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_ListJourneysResponse>): grpc.ClientUnaryCall;
  listJourneys(argument: _omni_journey_v1_ListJourneysRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_ListJourneysResponse>): grpc.ClientUnaryCall;
  listJourneys(argument: _omni_journey_v1_ListJourneysRequestInput, callback: grpc.requestCallback<_omni_journey_v1_ListJourneysResponse>): grpc.ClientUnaryCall;
  
  /**
   * The events of a journey or a template, for consumers that have fallen behind.
   */
  ReadEvents(argument: _omni_common_v1_ReadEventsRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  ReadEvents(argument: _omni_common_v1_ReadEventsRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  ReadEvents(argument: _omni_common_v1_ReadEventsRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  ReadEvents(argument: _omni_common_v1_ReadEventsRequestInput, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  /**
   * The events of a journey or a template, for consumers that have fallen behind.
   */
  readEvents(argument: _omni_common_v1_ReadEventsRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  readEvents(argument: _omni_common_v1_ReadEventsRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  readEvents(argument: _omni_common_v1_ReadEventsRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  readEvents(argument: _omni_common_v1_ReadEventsRequestInput, callback: grpc.requestCallback<_omni_common_v1_ReadEventsResponse>): grpc.ClientUnaryCall;
  
}

/**
 * Customer journeys: created from a template, advanced step by step. Every action answers the whole journey.
 */
export interface JourneyServiceHandlers extends grpc.UntypedServiceImplementation {
  AdvanceJourney: grpc.handleUnaryCall<_omni_journey_v1_AdvanceJourneyRequest, _omni_journey_v1_JourneyInput>;
  
  CreateJourney: grpc.handleUnaryCall<_omni_journey_v1_CreateJourneyRequest, _omni_journey_v1_JourneyInput>;
  
  GetJourney: grpc.handleUnaryCall<_omni_journey_v1_GetJourneyRequest, _omni_journey_v1_JourneyInput>;
  
  ListJourneys: grpc.handleUnaryCall<_omni_journey_v1_ListJourneysRequest, _omni_journey_v1_ListJourneysResponseInput>;
  
  /**
   * The events of a journey or a template, for consumers that have fallen behind.
   */
  ReadEvents: grpc.handleUnaryCall<_omni_common_v1_ReadEventsRequest, _omni_common_v1_ReadEventsResponseInput>;
  
}

export interface JourneyServiceDefinition extends grpc.ServiceDefinition {
  AdvanceJourney: MethodDefinition<_omni_journey_v1_AdvanceJourneyRequestInput, _omni_journey_v1_JourneyInput, _omni_journey_v1_AdvanceJourneyRequest, _omni_journey_v1_Journey>
  CreateJourney: MethodDefinition<_omni_journey_v1_CreateJourneyRequestInput, _omni_journey_v1_JourneyInput, _omni_journey_v1_CreateJourneyRequest, _omni_journey_v1_Journey>
  GetJourney: MethodDefinition<_omni_journey_v1_GetJourneyRequestInput, _omni_journey_v1_JourneyInput, _omni_journey_v1_GetJourneyRequest, _omni_journey_v1_Journey>
  ListJourneys: MethodDefinition<_omni_journey_v1_ListJourneysRequestInput, _omni_journey_v1_ListJourneysResponseInput, _omni_journey_v1_ListJourneysRequest, _omni_journey_v1_ListJourneysResponse>
  ReadEvents: MethodDefinition<_omni_common_v1_ReadEventsRequestInput, _omni_common_v1_ReadEventsResponseInput, _omni_common_v1_ReadEventsRequest, _omni_common_v1_ReadEventsResponse>
}
