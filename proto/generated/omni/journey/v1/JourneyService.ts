// Original file: omni/journey/v1/journey.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AdvanceJourneyRequestInput as _omni_journey_v1_AdvanceJourneyRequestInput, AdvanceJourneyRequest as _omni_journey_v1_AdvanceJourneyRequest } from '../../../omni/journey/v1/AdvanceJourneyRequest.ts';
import type { AssignJourneyRequestInput as _omni_journey_v1_AssignJourneyRequestInput, AssignJourneyRequest as _omni_journey_v1_AssignJourneyRequest } from '../../../omni/journey/v1/AssignJourneyRequest.ts';
import type { CancelJourneyRequestInput as _omni_journey_v1_CancelJourneyRequestInput, CancelJourneyRequest as _omni_journey_v1_CancelJourneyRequest } from '../../../omni/journey/v1/CancelJourneyRequest.ts';
import type { ClaimJourneyRequestInput as _omni_journey_v1_ClaimJourneyRequestInput, ClaimJourneyRequest as _omni_journey_v1_ClaimJourneyRequest } from '../../../omni/journey/v1/ClaimJourneyRequest.ts';
import type { CompleteJourneyRequestInput as _omni_journey_v1_CompleteJourneyRequestInput, CompleteJourneyRequest as _omni_journey_v1_CompleteJourneyRequest } from '../../../omni/journey/v1/CompleteJourneyRequest.ts';
import type { CreateJourneyRequestInput as _omni_journey_v1_CreateJourneyRequestInput, CreateJourneyRequest as _omni_journey_v1_CreateJourneyRequest } from '../../../omni/journey/v1/CreateJourneyRequest.ts';
import type { GetJourneyRequestInput as _omni_journey_v1_GetJourneyRequestInput, GetJourneyRequest as _omni_journey_v1_GetJourneyRequest } from '../../../omni/journey/v1/GetJourneyRequest.ts';
import type { HoldJourneyRequestInput as _omni_journey_v1_HoldJourneyRequestInput, HoldJourneyRequest as _omni_journey_v1_HoldJourneyRequest } from '../../../omni/journey/v1/HoldJourneyRequest.ts';
import type { JourneyInput as _omni_journey_v1_JourneyInput, Journey as _omni_journey_v1_Journey } from '../../../omni/journey/v1/Journey.ts';
import type { ListJourneysRequestInput as _omni_journey_v1_ListJourneysRequestInput, ListJourneysRequest as _omni_journey_v1_ListJourneysRequest } from '../../../omni/journey/v1/ListJourneysRequest.ts';
import type { ListJourneysResponseInput as _omni_journey_v1_ListJourneysResponseInput, ListJourneysResponse as _omni_journey_v1_ListJourneysResponse } from '../../../omni/journey/v1/ListJourneysResponse.ts';
import type { ReadEventsRequestInput as _omni_common_v1_ReadEventsRequestInput, ReadEventsRequest as _omni_common_v1_ReadEventsRequest } from '../../../omni/common/v1/ReadEventsRequest.ts';
import type { ReadEventsResponseInput as _omni_common_v1_ReadEventsResponseInput, ReadEventsResponse as _omni_common_v1_ReadEventsResponse } from '../../../omni/common/v1/ReadEventsResponse.ts';
import type { ReleaseJourneyRequestInput as _omni_journey_v1_ReleaseJourneyRequestInput, ReleaseJourneyRequest as _omni_journey_v1_ReleaseJourneyRequest } from '../../../omni/journey/v1/ReleaseJourneyRequest.ts';
import type { ResumeJourneyRequestInput as _omni_journey_v1_ResumeJourneyRequestInput, ResumeJourneyRequest as _omni_journey_v1_ResumeJourneyRequest } from '../../../omni/journey/v1/ResumeJourneyRequest.ts';

/**
 * Customer journeys: created from a template, advanced step by step, handed over, held, completed or cancelled. Every
 * action answers the whole journey.
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
  
  AssignJourney(argument: _omni_journey_v1_AssignJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  AssignJourney(argument: _omni_journey_v1_AssignJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  AssignJourney(argument: _omni_journey_v1_AssignJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  AssignJourney(argument: _omni_journey_v1_AssignJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  assignJourney(argument: _omni_journey_v1_AssignJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  assignJourney(argument: _omni_journey_v1_AssignJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  assignJourney(argument: _omni_journey_v1_AssignJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  assignJourney(argument: _omni_journey_v1_AssignJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  
  CancelJourney(argument: _omni_journey_v1_CancelJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  CancelJourney(argument: _omni_journey_v1_CancelJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  CancelJourney(argument: _omni_journey_v1_CancelJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  CancelJourney(argument: _omni_journey_v1_CancelJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  cancelJourney(argument: _omni_journey_v1_CancelJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  cancelJourney(argument: _omni_journey_v1_CancelJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  cancelJourney(argument: _omni_journey_v1_CancelJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  cancelJourney(argument: _omni_journey_v1_CancelJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  
  /**
   * The actor takes a journey of his team, or of nobody, for himself.
   */
  ClaimJourney(argument: _omni_journey_v1_ClaimJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  ClaimJourney(argument: _omni_journey_v1_ClaimJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  ClaimJourney(argument: _omni_journey_v1_ClaimJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  ClaimJourney(argument: _omni_journey_v1_ClaimJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  /**
   * The actor takes a journey of his team, or of nobody, for himself.
   */
  claimJourney(argument: _omni_journey_v1_ClaimJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  claimJourney(argument: _omni_journey_v1_ClaimJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  claimJourney(argument: _omni_journey_v1_ClaimJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  claimJourney(argument: _omni_journey_v1_ClaimJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  
  CompleteJourney(argument: _omni_journey_v1_CompleteJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  CompleteJourney(argument: _omni_journey_v1_CompleteJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  CompleteJourney(argument: _omni_journey_v1_CompleteJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  CompleteJourney(argument: _omni_journey_v1_CompleteJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  completeJourney(argument: _omni_journey_v1_CompleteJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  completeJourney(argument: _omni_journey_v1_CompleteJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  completeJourney(argument: _omni_journey_v1_CompleteJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  completeJourney(argument: _omni_journey_v1_CompleteJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  
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
  
  /**
   * Stops a journey and its clocks.
   */
  HoldJourney(argument: _omni_journey_v1_HoldJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  HoldJourney(argument: _omni_journey_v1_HoldJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  HoldJourney(argument: _omni_journey_v1_HoldJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  HoldJourney(argument: _omni_journey_v1_HoldJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  /**
   * Stops a journey and its clocks.
   */
  holdJourney(argument: _omni_journey_v1_HoldJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  holdJourney(argument: _omni_journey_v1_HoldJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  holdJourney(argument: _omni_journey_v1_HoldJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  holdJourney(argument: _omni_journey_v1_HoldJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  
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
  
  /**
   * Lets it go on, with the time that its clocks had left.
   */
  ReleaseJourney(argument: _omni_journey_v1_ReleaseJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  ReleaseJourney(argument: _omni_journey_v1_ReleaseJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  ReleaseJourney(argument: _omni_journey_v1_ReleaseJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  ReleaseJourney(argument: _omni_journey_v1_ReleaseJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  /**
   * Lets it go on, with the time that its clocks had left.
   */
  releaseJourney(argument: _omni_journey_v1_ReleaseJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  releaseJourney(argument: _omni_journey_v1_ReleaseJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  releaseJourney(argument: _omni_journey_v1_ReleaseJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  releaseJourney(argument: _omni_journey_v1_ReleaseJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  
  /**
   * Takes up a journey that was handed over.
   */
  ResumeJourney(argument: _omni_journey_v1_ResumeJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  ResumeJourney(argument: _omni_journey_v1_ResumeJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  ResumeJourney(argument: _omni_journey_v1_ResumeJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  ResumeJourney(argument: _omni_journey_v1_ResumeJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  /**
   * Takes up a journey that was handed over.
   */
  resumeJourney(argument: _omni_journey_v1_ResumeJourneyRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  resumeJourney(argument: _omni_journey_v1_ResumeJourneyRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  resumeJourney(argument: _omni_journey_v1_ResumeJourneyRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  resumeJourney(argument: _omni_journey_v1_ResumeJourneyRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Journey>): grpc.ClientUnaryCall;
  
}

/**
 * Customer journeys: created from a template, advanced step by step, handed over, held, completed or cancelled. Every
 * action answers the whole journey.
 */
export interface JourneyServiceHandlers extends grpc.UntypedServiceImplementation {
  AdvanceJourney: grpc.handleUnaryCall<_omni_journey_v1_AdvanceJourneyRequest, _omni_journey_v1_JourneyInput>;
  
  AssignJourney: grpc.handleUnaryCall<_omni_journey_v1_AssignJourneyRequest, _omni_journey_v1_JourneyInput>;
  
  CancelJourney: grpc.handleUnaryCall<_omni_journey_v1_CancelJourneyRequest, _omni_journey_v1_JourneyInput>;
  
  /**
   * The actor takes a journey of his team, or of nobody, for himself.
   */
  ClaimJourney: grpc.handleUnaryCall<_omni_journey_v1_ClaimJourneyRequest, _omni_journey_v1_JourneyInput>;
  
  CompleteJourney: grpc.handleUnaryCall<_omni_journey_v1_CompleteJourneyRequest, _omni_journey_v1_JourneyInput>;
  
  CreateJourney: grpc.handleUnaryCall<_omni_journey_v1_CreateJourneyRequest, _omni_journey_v1_JourneyInput>;
  
  GetJourney: grpc.handleUnaryCall<_omni_journey_v1_GetJourneyRequest, _omni_journey_v1_JourneyInput>;
  
  /**
   * Stops a journey and its clocks.
   */
  HoldJourney: grpc.handleUnaryCall<_omni_journey_v1_HoldJourneyRequest, _omni_journey_v1_JourneyInput>;
  
  ListJourneys: grpc.handleUnaryCall<_omni_journey_v1_ListJourneysRequest, _omni_journey_v1_ListJourneysResponseInput>;
  
  /**
   * The events of a journey or a template, for consumers that have fallen behind.
   */
  ReadEvents: grpc.handleUnaryCall<_omni_common_v1_ReadEventsRequest, _omni_common_v1_ReadEventsResponseInput>;
  
  /**
   * Lets it go on, with the time that its clocks had left.
   */
  ReleaseJourney: grpc.handleUnaryCall<_omni_journey_v1_ReleaseJourneyRequest, _omni_journey_v1_JourneyInput>;
  
  /**
   * Takes up a journey that was handed over.
   */
  ResumeJourney: grpc.handleUnaryCall<_omni_journey_v1_ResumeJourneyRequest, _omni_journey_v1_JourneyInput>;
  
}

export interface JourneyServiceDefinition extends grpc.ServiceDefinition {
  AdvanceJourney: MethodDefinition<_omni_journey_v1_AdvanceJourneyRequestInput, _omni_journey_v1_JourneyInput, _omni_journey_v1_AdvanceJourneyRequest, _omni_journey_v1_Journey>
  AssignJourney: MethodDefinition<_omni_journey_v1_AssignJourneyRequestInput, _omni_journey_v1_JourneyInput, _omni_journey_v1_AssignJourneyRequest, _omni_journey_v1_Journey>
  CancelJourney: MethodDefinition<_omni_journey_v1_CancelJourneyRequestInput, _omni_journey_v1_JourneyInput, _omni_journey_v1_CancelJourneyRequest, _omni_journey_v1_Journey>
  ClaimJourney: MethodDefinition<_omni_journey_v1_ClaimJourneyRequestInput, _omni_journey_v1_JourneyInput, _omni_journey_v1_ClaimJourneyRequest, _omni_journey_v1_Journey>
  CompleteJourney: MethodDefinition<_omni_journey_v1_CompleteJourneyRequestInput, _omni_journey_v1_JourneyInput, _omni_journey_v1_CompleteJourneyRequest, _omni_journey_v1_Journey>
  CreateJourney: MethodDefinition<_omni_journey_v1_CreateJourneyRequestInput, _omni_journey_v1_JourneyInput, _omni_journey_v1_CreateJourneyRequest, _omni_journey_v1_Journey>
  GetJourney: MethodDefinition<_omni_journey_v1_GetJourneyRequestInput, _omni_journey_v1_JourneyInput, _omni_journey_v1_GetJourneyRequest, _omni_journey_v1_Journey>
  HoldJourney: MethodDefinition<_omni_journey_v1_HoldJourneyRequestInput, _omni_journey_v1_JourneyInput, _omni_journey_v1_HoldJourneyRequest, _omni_journey_v1_Journey>
  ListJourneys: MethodDefinition<_omni_journey_v1_ListJourneysRequestInput, _omni_journey_v1_ListJourneysResponseInput, _omni_journey_v1_ListJourneysRequest, _omni_journey_v1_ListJourneysResponse>
  ReadEvents: MethodDefinition<_omni_common_v1_ReadEventsRequestInput, _omni_common_v1_ReadEventsResponseInput, _omni_common_v1_ReadEventsRequest, _omni_common_v1_ReadEventsResponse>
  ReleaseJourney: MethodDefinition<_omni_journey_v1_ReleaseJourneyRequestInput, _omni_journey_v1_JourneyInput, _omni_journey_v1_ReleaseJourneyRequest, _omni_journey_v1_Journey>
  ResumeJourney: MethodDefinition<_omni_journey_v1_ResumeJourneyRequestInput, _omni_journey_v1_JourneyInput, _omni_journey_v1_ResumeJourneyRequest, _omni_journey_v1_Journey>
}
