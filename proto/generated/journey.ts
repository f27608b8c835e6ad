import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { PageRequestInput as _omni_common_v1_PageRequestInput, PageRequest as _omni_common_v1_PageRequest } from './omni/common/v1/PageRequest.ts';
import type { PaginationInput as _omni_common_v1_PaginationInput, Pagination as _omni_common_v1_Pagination } from './omni/common/v1/Pagination.ts';
import type { ReadEventsRequestInput as _omni_common_v1_ReadEventsRequestInput, ReadEventsRequest as _omni_common_v1_ReadEventsRequest } from './omni/common/v1/ReadEventsRequest.ts';
import type { ReadEventsResponseInput as _omni_common_v1_ReadEventsResponseInput, ReadEventsResponse as _omni_common_v1_ReadEventsResponse } from './omni/common/v1/ReadEventsResponse.ts';
import type { SubjectInput as _omni_common_v1_SubjectInput, Subject as _omni_common_v1_Subject } from './omni/common/v1/Subject.ts';
import type { AdvanceJourneyRequestInput as _omni_journey_v1_AdvanceJourneyRequestInput, AdvanceJourneyRequest as _omni_journey_v1_AdvanceJourneyRequest } from './omni/journey/v1/AdvanceJourneyRequest.ts';
import type { AssignJourneyRequestInput as _omni_journey_v1_AssignJourneyRequestInput, AssignJourneyRequest as _omni_journey_v1_AssignJourneyRequest } from './omni/journey/v1/AssignJourneyRequest.ts';
import type { AttemptInput as _omni_journey_v1_AttemptInput, Attempt as _omni_journey_v1_Attempt } from './omni/journey/v1/Attempt.ts';
import type { CancelJourneyRequestInput as _omni_journey_v1_CancelJourneyRequestInput, CancelJourneyRequest as _omni_journey_v1_CancelJourneyRequest } from './omni/journey/v1/CancelJourneyRequest.ts';
import type { ClaimJourneyRequestInput as _omni_journey_v1_ClaimJourneyRequestInput, ClaimJourneyRequest as _omni_journey_v1_ClaimJourneyRequest } from './omni/journey/v1/ClaimJourneyRequest.ts';
import type { CompleteJourneyRequestInput as _omni_journey_v1_CompleteJourneyRequestInput, CompleteJourneyRequest as _omni_journey_v1_CompleteJourneyRequest } from './omni/journey/v1/CompleteJourneyRequest.ts';
import type { CreateJourneyRequestInput as _omni_journey_v1_CreateJourneyRequestInput, CreateJourneyRequest as _omni_journey_v1_CreateJourneyRequest } from './omni/journey/v1/CreateJourneyRequest.ts';
import type { CurrentStepInput as _omni_journey_v1_CurrentStepInput, CurrentStep as _omni_journey_v1_CurrentStep } from './omni/journey/v1/CurrentStep.ts';
import type { GetJourneyRequestInput as _omni_journey_v1_GetJourneyRequestInput, GetJourneyRequest as _omni_journey_v1_GetJourneyRequest } from './omni/journey/v1/GetJourneyRequest.ts';
import type { HoldJourneyRequestInput as _omni_journey_v1_HoldJourneyRequestInput, HoldJourneyRequest as _omni_journey_v1_HoldJourneyRequest } from './omni/journey/v1/HoldJourneyRequest.ts';
import type { JourneyInput as _omni_journey_v1_JourneyInput, Journey as _omni_journey_v1_Journey } from './omni/journey/v1/Journey.ts';
import type { JourneyServiceClient as _omni_journey_v1_JourneyServiceClient, JourneyServiceDefinition as _omni_journey_v1_JourneyServiceDefinition } from './omni/journey/v1/JourneyService.ts';
import type { ListJourneysRequestInput as _omni_journey_v1_ListJourneysRequestInput, ListJourneysRequest as _omni_journey_v1_ListJourneysRequest } from './omni/journey/v1/ListJourneysRequest.ts';
import type { ListJourneysResponseInput as _omni_journey_v1_ListJourneysResponseInput, ListJourneysResponse as _omni_journey_v1_ListJourneysResponse } from './omni/journey/v1/ListJourneysResponse.ts';
import type { ReleaseJourneyRequestInput as _omni_journey_v1_ReleaseJourneyRequestInput, ReleaseJourneyRequest as _omni_journey_v1_ReleaseJourneyRequest } from './omni/journey/v1/ReleaseJourneyRequest.ts';
import type { RemarkInput as _omni_journey_v1_RemarkInput, Remark as _omni_journey_v1_Remark } from './omni/journey/v1/Remark.ts';
import type { ResumeJourneyRequestInput as _omni_journey_v1_ResumeJourneyRequestInput, ResumeJourneyRequest as _omni_journey_v1_ResumeJourneyRequest } from './omni/journey/v1/ResumeJourneyRequest.ts';
import type { StepInput as _omni_journey_v1_StepInput, Step as _omni_journey_v1_Step } from './omni/journey/v1/Step.ts';

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
    journey: {
      v1: {
        AdvanceJourneyRequest: MessageTypeDefinition<_omni_journey_v1_AdvanceJourneyRequestInput, _omni_journey_v1_AdvanceJourneyRequest>
        AssignJourneyRequest: MessageTypeDefinition<_omni_journey_v1_AssignJourneyRequestInput, _omni_journey_v1_AssignJourneyRequest>
        Attempt: MessageTypeDefinition<_omni_journey_v1_AttemptInput, _omni_journey_v1_Attempt>
        CancelJourneyRequest: MessageTypeDefinition<_omni_journey_v1_CancelJourneyRequestInput, _omni_journey_v1_CancelJourneyRequest>
        ClaimJourneyRequest: MessageTypeDefinition<_omni_journey_v1_ClaimJourneyRequestInput, _omni_journey_v1_ClaimJourneyRequest>
        CompleteJourneyRequest: MessageTypeDefinition<_omni_journey_v1_CompleteJourneyRequestInput, _omni_journey_v1_CompleteJourneyRequest>
        CreateJourneyRequest: MessageTypeDefinition<_omni_journey_v1_CreateJourneyRequestInput, _omni_journey_v1_CreateJourneyRequest>
        CurrentStep: MessageTypeDefinition<_omni_journey_v1_CurrentStepInput, _omni_journey_v1_CurrentStep>
        GetJourneyRequest: MessageTypeDefinition<_omni_journey_v1_GetJourneyRequestInput, _omni_journey_v1_GetJourneyRequest>
        HoldJourneyRequest: MessageTypeDefinition<_omni_journey_v1_HoldJourneyRequestInput, _omni_journey_v1_HoldJourneyRequest>
        Journey: MessageTypeDefinition<_omni_journey_v1_JourneyInput, _omni_journey_v1_Journey>
        /**
         * Customer journeys: created from a template, advanced step by step, handed over, held, completed or cancelled. Every
         * action answers the whole journey.
         */
        JourneyService: SubtypeConstructor<typeof grpc.Client, _omni_journey_v1_JourneyServiceClient> & { service: _omni_journey_v1_JourneyServiceDefinition }
        ListJourneysRequest: MessageTypeDefinition<_omni_journey_v1_ListJourneysRequestInput, _omni_journey_v1_ListJourneysRequest>
        ListJourneysResponse: MessageTypeDefinition<_omni_journey_v1_ListJourneysResponseInput, _omni_journey_v1_ListJourneysResponse>
        ReleaseJourneyRequest: MessageTypeDefinition<_omni_journey_v1_ReleaseJourneyRequestInput, _omni_journey_v1_ReleaseJourneyRequest>
        Remark: MessageTypeDefinition<_omni_journey_v1_RemarkInput, _omni_journey_v1_Remark>
        ResumeJourneyRequest: MessageTypeDefinition<_omni_journey_v1_ResumeJourneyRequestInput, _omni_journey_v1_ResumeJourneyRequest>
        Step: MessageTypeDefinition<_omni_journey_v1_StepInput, _omni_journey_v1_Step>
      }
    }
  }
}

