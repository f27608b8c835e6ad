import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { PageRequestInput as _omni_common_v1_PageRequestInput, PageRequest as _omni_common_v1_PageRequest } from './omni/common/v1/PageRequest.ts';
import type { PaginationInput as _omni_common_v1_PaginationInput, Pagination as _omni_common_v1_Pagination } from './omni/common/v1/Pagination.ts';
import type { ReadEventsRequestInput as _omni_common_v1_ReadEventsRequestInput, ReadEventsRequest as _omni_common_v1_ReadEventsRequest } from './omni/common/v1/ReadEventsRequest.ts';
import type { ReadEventsResponseInput as _omni_common_v1_ReadEventsResponseInput, ReadEventsResponse as _omni_common_v1_ReadEventsResponse } from './omni/common/v1/ReadEventsResponse.ts';
import type { SubjectInput as _omni_common_v1_SubjectInput, Subject as _omni_common_v1_Subject } from './omni/common/v1/Subject.ts';
import type { AddTemplateVersionRequestInput as _omni_journey_v1_AddTemplateVersionRequestInput, AddTemplateVersionRequest as _omni_journey_v1_AddTemplateVersionRequest } from './omni/journey/v1/AddTemplateVersionRequest.ts';
import type { ArchiveTemplateRequestInput as _omni_journey_v1_ArchiveTemplateRequestInput, ArchiveTemplateRequest as _omni_journey_v1_ArchiveTemplateRequest } from './omni/journey/v1/ArchiveTemplateRequest.ts';
import type { CreateTemplateRequestInput as _omni_journey_v1_CreateTemplateRequestInput, CreateTemplateRequest as _omni_journey_v1_CreateTemplateRequest } from './omni/journey/v1/CreateTemplateRequest.ts';
import type { GetTemplateRequestInput as _omni_journey_v1_GetTemplateRequestInput, GetTemplateRequest as _omni_journey_v1_GetTemplateRequest } from './omni/journey/v1/GetTemplateRequest.ts';
import type { ListTemplatesRequestInput as _omni_journey_v1_ListTemplatesRequestInput, ListTemplatesRequest as _omni_journey_v1_ListTemplatesRequest } from './omni/journey/v1/ListTemplatesRequest.ts';
import type { ListTemplatesResponseInput as _omni_journey_v1_ListTemplatesResponseInput, ListTemplatesResponse as _omni_journey_v1_ListTemplatesResponse } from './omni/journey/v1/ListTemplatesResponse.ts';
import type { PublishTemplateRequestInput as _omni_journey_v1_PublishTemplateRequestInput, PublishTemplateRequest as _omni_journey_v1_PublishTemplateRequest } from './omni/journey/v1/PublishTemplateRequest.ts';
import type { TemplateInput as _omni_journey_v1_TemplateInput, Template as _omni_journey_v1_Template } from './omni/journey/v1/Template.ts';
import type { TemplateServiceClient as _omni_journey_v1_TemplateServiceClient, TemplateServiceDefinition as _omni_journey_v1_TemplateServiceDefinition } from './omni/journey/v1/TemplateService.ts';
import type { TemplateStepInput as _omni_journey_v1_TemplateStepInput, TemplateStep as _omni_journey_v1_TemplateStep } from './omni/journey/v1/TemplateStep.ts';
import type { TemplateVersionInput as _omni_journey_v1_TemplateVersionInput, TemplateVersion as _omni_journey_v1_TemplateVersion } from './omni/journey/v1/TemplateVersion.ts';

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
        AddTemplateVersionRequest: MessageTypeDefinition<_omni_journey_v1_AddTemplateVersionRequestInput, _omni_journey_v1_AddTemplateVersionRequest>
        ArchiveTemplateRequest: MessageTypeDefinition<_omni_journey_v1_ArchiveTemplateRequestInput, _omni_journey_v1_ArchiveTemplateRequest>
        CreateTemplateRequest: MessageTypeDefinition<_omni_journey_v1_CreateTemplateRequestInput, _omni_journey_v1_CreateTemplateRequest>
        GetTemplateRequest: MessageTypeDefinition<_omni_journey_v1_GetTemplateRequestInput, _omni_journey_v1_GetTemplateRequest>
        ListTemplatesRequest: MessageTypeDefinition<_omni_journey_v1_ListTemplatesRequestInput, _omni_journey_v1_ListTemplatesRequest>
        ListTemplatesResponse: MessageTypeDefinition<_omni_journey_v1_ListTemplatesResponseInput, _omni_journey_v1_ListTemplatesResponse>
        PublishTemplateRequest: MessageTypeDefinition<_omni_journey_v1_PublishTemplateRequestInput, _omni_journey_v1_PublishTemplateRequest>
        Template: MessageTypeDefinition<_omni_journey_v1_TemplateInput, _omni_journey_v1_Template>
        /**
         * Journey templates: the steps that a journey takes. A published version never changes, and one at most is active.
         */
        TemplateService: SubtypeConstructor<typeof grpc.Client, _omni_journey_v1_TemplateServiceClient> & { service: _omni_journey_v1_TemplateServiceDefinition }
        TemplateStep: MessageTypeDefinition<_omni_journey_v1_TemplateStepInput, _omni_journey_v1_TemplateStep>
        TemplateVersion: MessageTypeDefinition<_omni_journey_v1_TemplateVersionInput, _omni_journey_v1_TemplateVersion>
      }
    }
  }
}

