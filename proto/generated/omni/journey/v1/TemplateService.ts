// Original file: omni/journey/v1/template.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CreateTemplateRequestInput as _omni_journey_v1_CreateTemplateRequestInput, CreateTemplateRequest as _omni_journey_v1_CreateTemplateRequest } from '../../../omni/journey/v1/CreateTemplateRequest.ts';
import type { GetTemplateRequestInput as _omni_journey_v1_GetTemplateRequestInput, GetTemplateRequest as _omni_journey_v1_GetTemplateRequest } from '../../../omni/journey/v1/GetTemplateRequest.ts';
import type { ListTemplatesRequestInput as _omni_journey_v1_ListTemplatesRequestInput, ListTemplatesRequest as _omni_journey_v1_ListTemplatesRequest } from '../../../omni/journey/v1/ListTemplatesRequest.ts';
import type { ListTemplatesResponseInput as _omni_journey_v1_ListTemplatesResponseInput, ListTemplatesResponse as _omni_journey_v1_ListTemplatesResponse } from '../../../omni/journey/v1/ListTemplatesResponse.ts';
import type { TemplateInput as _omni_journey_v1_TemplateInput, Template as _omni_journey_v1_Template } from '../../../omni/journey/v1/Template.ts';

/**
 * Journey templates: the steps that a journey takes. A published version never changes.
 */
export interface TemplateServiceClient extends grpc.Client {
  CreateTemplate(argument: _omni_journey_v1_CreateTemplateRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  CreateTemplate(argument: _omni_journey_v1_CreateTemplateRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  CreateTemplate(argument: _omni_journey_v1_CreateTemplateRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  CreateTemplate(argument: _omni_journey_v1_CreateTemplateRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  createTemplate(argument: _omni_journey_v1_CreateTemplateRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  createTemplate(argument: _omni_journey_v1_CreateTemplateRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  createTemplate(argument: _omni_journey_v1_CreateTemplateRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  createTemplate(argument: _omni_journey_v1_CreateTemplateRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  
  GetTemplate(argument: _omni_journey_v1_GetTemplateRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  GetTemplate(argument: _omni_journey_v1_GetTemplateRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  GetTemplate(argument: _omni_journey_v1_GetTemplateRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  GetTemplate(argument: _omni_journey_v1_GetTemplateRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  getTemplate(argument: _omni_journey_v1_GetTemplateRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  getTemplate(argument: _omni_journey_v1_GetTemplateRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  getTemplate(argument: _omni_journey_v1_GetTemplateRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  getTemplate(argument: _omni_journey_v1_GetTemplateRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  
  ListTemplates(argument: _omni_journey_v1_ListTemplatesRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_ListTemplatesResponse>): grpc.ClientUnaryCall;
  ListTemplates(argument: _omni_journey_v1_ListTemplatesRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_ListTemplatesResponse>): grpc.ClientUnaryCall;
  ListTemplates(argument: _omni_journey_v1_ListTemplatesRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_ListTemplatesResponse>): grpc.ClientUnaryCall;
  ListTemplates(argument: _omni_journey_v1_ListTemplatesRequestInput, callback: grpc.requestCallback<_omni_journey_v1_ListTemplatesResponse>): grpc.ClientUnaryCall;
  listTemplates(argument: _omni_journey_v1_ListTemplatesRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_ListTemplatesResponse>): grpc.ClientUnaryCall;
  listTemplates(argument: _omni_journey_v1_ListTemplatesRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_ListTemplatesResponse>): grpc.ClientUnaryCall;
  listTemplates(argument: _omni_journey_v1_ListTemplatesRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_ListTemplatesResponse>): grpc.ClientUnaryCall;
  listTemplates(argument: _omni_journey_v1_ListTemplatesRequestInput, callback: grpc.requestCallback<_omni_journey_v1_ListTemplatesResponse>): grpc.ClientUnaryCall;
  
}

/**
 * Journey templates: the steps that a journey takes. A published version never changes.
 */
export interface TemplateServiceHandlers extends grpc.UntypedServiceImplementation {
  CreateTemplate: grpc.handleUnaryCall<_omni_journey_v1_CreateTemplateRequest, _omni_journey_v1_TemplateInput>;
  
  GetTemplate: grpc.handleUnaryCall<_omni_journey_v1_GetTemplateRequest, _omni_journey_v1_TemplateInput>;
  
  ListTemplates: grpc.handleUnaryCall<_omni_journey_v1_ListTemplatesRequest, _omni_journey_v1_ListTemplatesResponseInput>;
  
}

export interface TemplateServiceDefinition extends grpc.ServiceDefinition {
  CreateTemplate: MethodDefinition<_omni_journey_v1_CreateTemplateRequestInput, _omni_journey_v1_TemplateInput, _omni_journey_v1_CreateTemplateRequest, _omni_journey_v1_Template>
  GetTemplate: MethodDefinition<_omni_journey_v1_GetTemplateRequestInput, _omni_journey_v1_TemplateInput, _omni_journey_v1_GetTemplateRequest, _omni_journey_v1_Template>
  ListTemplates: MethodDefinition<_omni_journey_v1_ListTemplatesRequestInput, _omni_journey_v1_ListTemplatesResponseInput, _omni_journey_v1_ListTemplatesRequest, _omni_journey_v1_ListTemplatesResponse>
}
