// Original file: omni/journey/v1/template.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AddTemplateVersionRequestInput as _omni_journey_v1_AddTemplateVersionRequestInput, AddTemplateVersionRequest as _omni_journey_v1_AddTemplateVersionRequest } from '../../../omni/journey/v1/AddTemplateVersionRequest.ts';
import type { ArchiveTemplateRequestInput as _omni_journey_v1_ArchiveTemplateRequestInput, ArchiveTemplateRequest as _omni_journey_v1_ArchiveTemplateRequest } from '../../../omni/journey/v1/ArchiveTemplateRequest.ts';
import type { CreateTemplateRequestInput as _omni_journey_v1_CreateTemplateRequestInput, CreateTemplateRequest as _omni_journey_v1_CreateTemplateRequest } from '../../../omni/journey/v1/CreateTemplateRequest.ts';
import type { GetTemplateRequestInput as _omni_journey_v1_GetTemplateRequestInput, GetTemplateRequest as _omni_journey_v1_GetTemplateRequest } from '../../../omni/journey/v1/GetTemplateRequest.ts';
import type { ListTemplatesRequestInput as _omni_journey_v1_ListTemplatesRequestInput, ListTemplatesRequest as _omni_journey_v1_ListTemplatesRequest } from '../../../omni/journey/v1/ListTemplatesRequest.ts';
import type { ListTemplatesResponseInput as _omni_journey_v1_ListTemplatesResponseInput, ListTemplatesResponse as _omni_journey_v1_ListTemplatesResponse } from '../../../omni/journey/v1/ListTemplatesResponse.ts';
import type { PublishTemplateRequestInput as _omni_journey_v1_PublishTemplateRequestInput, PublishTemplateRequest as _omni_journey_v1_PublishTemplateRequest } from '../../../omni/journey/v1/PublishTemplateRequest.ts';
import type { TemplateInput as _omni_journey_v1_TemplateInput, Template as _omni_journey_v1_Template } from '../../../omni/journey/v1/Template.ts';

/**
 * Journey templates: the steps that a journey takes. A published version never changes, and one at most is active.
 */
export interface TemplateServiceClient extends grpc.Client {
  /**
   * Adds the next version and answers it.
   */
  AddTemplateVersion(argument: _omni_journey_v1_AddTemplateVersionRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  AddTemplateVersion(argument: _omni_journey_v1_AddTemplateVersionRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  AddTemplateVersion(argument: _omni_journey_v1_AddTemplateVersionRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  AddTemplateVersion(argument: _omni_journey_v1_AddTemplateVersionRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  /**
   * Adds the next version and answers it.
   */
  addTemplateVersion(argument: _omni_journey_v1_AddTemplateVersionRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  addTemplateVersion(argument: _omni_journey_v1_AddTemplateVersionRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  addTemplateVersion(argument: _omni_journey_v1_AddTemplateVersionRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  addTemplateVersion(argument: _omni_journey_v1_AddTemplateVersionRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  
  /**
   * Ends a template for good: journeys that have begun go on.
   */
  ArchiveTemplate(argument: _omni_journey_v1_ArchiveTemplateRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  ArchiveTemplate(argument: _omni_journey_v1_ArchiveTemplateRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  ArchiveTemplate(argument: _omni_journey_v1_ArchiveTemplateRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  ArchiveTemplate(argument: _omni_journey_v1_ArchiveTemplateRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  /**
   * Ends a template for good: journeys that have begun go on.
   */
  archiveTemplate(argument: _omni_journey_v1_ArchiveTemplateRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  archiveTemplate(argument: _omni_journey_v1_ArchiveTemplateRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  archiveTemplate(argument: _omni_journey_v1_ArchiveTemplateRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  archiveTemplate(argument: _omni_journey_v1_ArchiveTemplateRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  
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
  
  /**
   * Makes a draft the active version.
   */
  PublishTemplate(argument: _omni_journey_v1_PublishTemplateRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  PublishTemplate(argument: _omni_journey_v1_PublishTemplateRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  PublishTemplate(argument: _omni_journey_v1_PublishTemplateRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  PublishTemplate(argument: _omni_journey_v1_PublishTemplateRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  /**
   * Makes a draft the active version.
   */
  publishTemplate(argument: _omni_journey_v1_PublishTemplateRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  publishTemplate(argument: _omni_journey_v1_PublishTemplateRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  publishTemplate(argument: _omni_journey_v1_PublishTemplateRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  publishTemplate(argument: _omni_journey_v1_PublishTemplateRequestInput, callback: grpc.requestCallback<_omni_journey_v1_Template>): grpc.ClientUnaryCall;
  
}

/**
 * Journey templates: the steps that a journey takes. A published version never changes, and one at most is active.
 */
export interface TemplateServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Adds the next version and answers it.
   */
  AddTemplateVersion: grpc.handleUnaryCall<_omni_journey_v1_AddTemplateVersionRequest, _omni_journey_v1_TemplateInput>;
  
  /**
   * Ends a template for good: journeys that have begun go on.
   */
  ArchiveTemplate: grpc.handleUnaryCall<_omni_journey_v1_ArchiveTemplateRequest, _omni_journey_v1_TemplateInput>;
  
  CreateTemplate: grpc.handleUnaryCall<_omni_journey_v1_CreateTemplateRequest, _omni_journey_v1_TemplateInput>;
  
  GetTemplate: grpc.handleUnaryCall<_omni_journey_v1_GetTemplateRequest, _omni_journey_v1_TemplateInput>;
  
  ListTemplates: grpc.handleUnaryCall<_omni_journey_v1_ListTemplatesRequest, _omni_journey_v1_ListTemplatesResponseInput>;
  
  /**
   * Makes a draft the active version.
   */
  PublishTemplate: grpc.handleUnaryCall<_omni_journey_v1_PublishTemplateRequest, _omni_journey_v1_TemplateInput>;
  
}

export interface TemplateServiceDefinition extends grpc.ServiceDefinition {
  AddTemplateVersion: MethodDefinition<_omni_journey_v1_AddTemplateVersionRequestInput, _omni_journey_v1_TemplateInput, _omni_journey_v1_AddTemplateVersionRequest, _omni_journey_v1_Template>
  ArchiveTemplate: MethodDefinition<_omni_journey_v1_ArchiveTemplateRequestInput, _omni_journey_v1_TemplateInput, _omni_journey_v1_ArchiveTemplateRequest, _omni_journey_v1_Template>
  CreateTemplate: MethodDefinition<_omni_journey_v1_CreateTemplateRequestInput, _omni_journey_v1_TemplateInput, _omni_journey_v1_CreateTemplateRequest, _omni_journey_v1_Template>
  GetTemplate: MethodDefinition<_omni_journey_v1_GetTemplateRequestInput, _omni_journey_v1_TemplateInput, _omni_journey_v1_GetTemplateRequest, _omni_journey_v1_Template>
  ListTemplates: MethodDefinition<_omni_journey_v1_ListTemplatesRequestInput, _omni_journey_v1_ListTemplatesResponseInput, _omni_journey_v1_ListTemplatesRequest, _omni_journey_v1_ListTemplatesResponse>
  PublishTemplate: MethodDefinition<_omni_journey_v1_PublishTemplateRequestInput, _omni_journey_v1_TemplateInput, _omni_journey_v1_PublishTemplateRequest, _omni_journey_v1_Template>
}
