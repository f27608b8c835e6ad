import { manualTemplate, newJourney } from "../rest/resources.ts";
import type { TenantThings } from "./tenant-things.ts";

export type Kind = keyof TenantThings;

/** What stands at a position; `undefined` = leave it out, or put the asking tenant's own there. */
type At = (position: string) => string | undefined;

/** How an operation is asked: for each position the kind of thing that stands there, and the request around them. */
export interface RestOperation {
  readonly positions: Readonly<Record<string, Kind>>;
  readonly request: (at: At, own: TenantThings) => { readonly path: string; readonly body?: unknown };
}

const inPath = (at: At, own: string): string => encodeURIComponent(at("path/id") ?? own);
const inQuery = (at: At, names: readonly string[]): string =>
  names.flatMap((name) => (at(`query/${name}`) === undefined ? [] : [`${name}=${at(`query/${name}`)}`])).join("&");

/** An action on a journey that names nobody but its actor. */
function action(name: string, actor: string, body: object = {}): Readonly<Record<string, RestOperation>> {
  return {
    [`POST /journeys/{id}/${name}`]: {
      positions: { "path/id": "journey", [`body/${actor}`]: "user" },
      request: (at, own) => ({
        path: `/journeys/${inPath(at, own.journey)}/${name}`,
        body: { ...body, [actor]: at(`body/${actor}`) },
      }),
    },
  };
}

/** Every operation of the API, by method and path. */
export const restOperations: Readonly<Record<string, RestOperation>> = {
  "POST /journeys": {
    positions: {
      "body/templateId": "template",
      "body/customerId": "customer",
      "body/assigneeId": "user",
      "body/createdBy": "user",
      "body/relatedTo/id": "contract",
    },
    request: (at, own) => ({
      path: "/journeys",
      body: newJourney({
        templateId: at("body/templateId") ?? own.template,
        customerId: at("body/customerId") ?? own.customer,
        assigneeId: at("body/assigneeId"),
        createdBy: at("body/createdBy"),
        relatedTo: [{ type: "contract", id: at("body/relatedTo/id") ?? own.contract }],
      }),
    }),
  },
  "GET /journeys": {
    positions: { "query/templateId": "template", "query/customerId": "customer", "query/assigneeId": "user" },
    request: (at) => ({ path: `/journeys?${inQuery(at, ["templateId", "customerId", "assigneeId"])}` }),
  },
  "GET /journeys/{id}": {
    positions: { "path/id": "journey" },
    request: (at, own) => ({ path: `/journeys/${inPath(at, own.journey)}` }),
  },
  "POST /journeys/{id}/advance": {
    positions: { "path/id": "journey", "body/completedStepId": "step", "body/advancedBy": "user" },
    request: (at, own) => ({
      path: `/journeys/${inPath(at, own.journey)}/advance`,
      body: {
        completedStepId: at("body/completedStepId") ?? "step_docs",
        stepOutcome: "failed",
        advancedBy: at("body/advancedBy"),
      },
    }),
  },
  "POST /journeys/{id}/assign": {
    positions: { "path/id": "journey", "body/assigneeId": "user", "body/assignedBy": "user" },
    request: (at, own) => ({
      path: `/journeys/${inPath(at, own.journey)}/assign`,
      body: { assigneeId: at("body/assigneeId") ?? own.user, assignedBy: at("body/assignedBy") },
    }),
  },
  ...action("claim", "claimedBy"),
  ...action("resume", "resumedBy"),
  ...action("complete", "completedBy", { outcome: "success" }),
  ...action("cancel", "cancelledBy", { cancellationReason: "As agreed" }),
  ...action("hold", "heldBy", { reason: "As agreed" }),
  ...action("release", "releasedBy", { reason: "As agreed" }),
  "POST /templates": {
    positions: { "body/id": "template", "body/createdBy": "user", "body/steps/id": "step" },
    request: (at) => {
      const [step] = manualTemplate(1).steps;
      const steps = [{ ...step, id: at("body/steps/id") ?? "step_1" }];
      return {
        path: "/templates",
        body: { ...manualTemplate(1), id: at("body/id"), createdBy: at("body/createdBy"), steps },
      };
    },
  },
  "POST /templates/{id}/versions": {
    positions: { "path/id": "template", "body/createdBy": "user", "body/steps/id": "step" },
    request: (at, own) => {
      const [step] = manualTemplate(1).steps;
      return {
        path: `/templates/${inPath(at, own.template)}/versions`,
        body: { steps: [{ ...step, id: at("body/steps/id") ?? "step_1" }], createdBy: at("body/createdBy") },
      };
    },
  },
  "POST /templates/{id}/publish": {
    positions: { "path/id": "template", "body/publishedBy": "user" },
    request: (at, own) => ({
      path: `/templates/${inPath(at, own.template)}/publish`,
      body: { publishedBy: at("body/publishedBy") },
    }),
  },
  "POST /templates/{id}/archive": {
    positions: { "path/id": "template", "body/archivedBy": "user" },
    request: (at, own) => ({
      path: `/templates/${inPath(at, own.template)}/archive`,
      body: { archivedBy: at("body/archivedBy") },
    }),
  },
  "GET /templates": { positions: {}, request: () => ({ path: "/templates" }) },
  "GET /templates/{id}": {
    positions: { "path/id": "template" },
    request: (at, own) => ({ path: `/templates/${inPath(at, own.template)}` }),
  },
  "GET /timeline": {
    positions: { "query/entityId": "customer" },
    request: (at, own) => ({ path: `/timeline?entityType=customer&entityId=${at("query/entityId") ?? own.customer}` }),
  },
  "PUT /users/{id}": {
    positions: { "path/id": "user", "body/managerId": "user" },
    request: (at, own) => ({
      path: `/users/${inPath(at, own.user)}`,
      body: { displayName: "Somebody", managerId: at("body/managerId") },
    }),
  },
  "GET /users/{id}": {
    positions: { "path/id": "user" },
    request: (at, own) => ({ path: `/users/${inPath(at, own.user)}` }),
  },
  "GET /users": {
    positions: { "query/role": "role", "query/team": "team" },
    request: (at) => ({ path: `/users?${inQuery(at, ["role", "team"])}` }),
  },
};

/** What stands in a header that belongs to a tenant. */
export const headerKinds: Readonly<Record<string, Kind>> = {
  "Idempotency-Key": "key",
  "If-Match": "etag",
  "If-None-Match": "etag",
  "Omni-Consistency": "token",
};
