import { dataOf, type RestAnswer, type RestClient, type RestRequest } from "./rest-client.ts";

/** What the suites look at in a journey. */
export interface JourneyData {
  readonly id: string;
  readonly status: string;
  readonly customerId: string;
  readonly currentStepIndex: number;
  readonly currentStep: { readonly id: string; readonly status: string } | null;
  readonly totalSteps: number;
  readonly completedSteps: number;
  readonly createdAt: string;
}

export interface EntryData {
  readonly id: string;
  readonly timestamp: string;
  readonly eventType: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface Listed<Item> {
  readonly data: readonly Item[];
  readonly pagination: {
    readonly page?: number;
    readonly perPage: number;
    readonly total: number;
    readonly totalIsExact: boolean;
    readonly nextCursor?: string;
  };
}

let counter = 0;
/** An id that no other call of this process has answered: `cust_17-4` of process 17. */
export const freshId = (prefix: string): string => `${prefix}${process.pid}-${++counter}`;

type Headers = RestRequest["headers"];

/** A body that creates a journey of the development template; fields may be replaced. */
export const newJourney = (fields: Readonly<Record<string, unknown>> = {}) => ({
  templateId: "tmpl_onboarding_sme",
  customerId: "ent_customer_456",
  channel: "web",
  ...fields,
});

export async function createJourney(client: RestClient, fields?: Readonly<Record<string, unknown>>, headers?: Headers) {
  return dataOf<JourneyData>(await client.post("/journeys", newJourney(fields), headers), 201);
}

/** Passes the development template's first step. */
export const passKyc = (client: RestClient, journeyId: string, headers?: Headers): Promise<RestAnswer> =>
  client.post(
    `/journeys/${journeyId}/advance`,
    {
      completedStepId: "step_kyc",
      stepOutcome: "passed",
      stepData: { kycStatus: "verified" },
      advancedBy: "usr_rm_001",
    },
    headers,
  );

/** A template of `steps` manual steps, named step_1, step_2… */
export const manualTemplate = (steps: number, fields: Readonly<Record<string, unknown>> = {}) => ({
  name: "Manual work",
  category: "servicing",
  steps: Array.from({ length: steps }, (_, index) => ({
    id: `step_${index + 1}`,
    name: `Step ${index + 1}`,
    type: "manual",
    order: index + 1,
  })),
  ...fields,
});

/** The whole timeline of an entity as far as the first page goes. */
export const timelinePath = (entityType: string, entityId: string, more = ""): string =>
  `/timeline?entityType=${entityType}&entityId=${encodeURIComponent(entityId)}${more}`;
