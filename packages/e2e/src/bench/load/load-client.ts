import { openConnection, type HttpAnswer } from "../../http/connection.ts";
import { post, type Target } from "../../http/requests.ts";

/** What the load runs on: a rail and a template of `manual` steps there. */
export interface Field {
  readonly target: Target;
  readonly templateId: string;
  readonly stepIds: readonly string[];
}

/** One closed-loop client on its own connection. */
export interface LoadClient {
  /** Creates the client's next journey and answers its id. */
  create(): Promise<string>;
  advance(journeyId: string, stepId: string): Promise<void>;
  /** Sends any request; an answer that is not 2xx rejects. */
  send(request: string): Promise<HttpAnswer>;
  close(): void;
}

// A customer of a bank has several journeys, not thousands.
const journeysPerCustomer = 10;

/** `name` must be unique in the rail's life: idempotency keys and customers are made of it. */
export async function openLoadClient({ target, templateId }: Field, name: string): Promise<LoadClient> {
  const connection = await openConnection(target);
  let commands = 0;
  let journeys = 0;
  const key = () => `${name}-${++commands}`;
  const send = async (request: string) => accept(await connection.send(request), request);
  return {
    create: async () => {
      const customerId = `ent_${name}_${Math.floor(journeys++ / journeysPerCustomer)}`;
      const answer = await send(post(target, "/journeys", key(), createBody(templateId, customerId)));
      return idIn(answer);
    },
    advance: async (journeyId, stepId) => {
      await send(post(target, `/journeys/${journeyId}/advance`, key(), advanceBody(stepId)));
    },
    send,
    close: () => connection.close(),
  };
}

/** The seed's create request, on another template. */
const createBody = (templateId: string, customerId: string): string =>
  `{"templateId":"${templateId}","customerId":"${customerId}","channel":"web","context":{"productType":"murabaha",` +
  `"requestedAmount":{"amount":2000000,"currency":"SAR"}},"assigneeId":"usr_rm_001","priority":"normal"}`;

const advanceBody = (stepId: string): string =>
  `{"completedStepId":"${stepId}","stepOutcome":"passed","stepData":{"reference":"ref_001","result":"verified"},` +
  `"advancedBy":"usr_rm_001"}`;

function accept(answer: HttpAnswer, request: string): HttpAnswer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  const line = request.slice(0, request.indexOf("\r\n"));
  throw new Error(`${line} was answered ${answer.status}: ${answer.body.toString().slice(0, 500)}`);
}

function idIn(answer: HttpAnswer): string {
  const id = /"id":"(jrn_[^"]+)"/.exec(answer.body.toString("latin1"))?.[1];
  if (id === undefined) throw new Error(`An answer without the journey's id: ${answer.body.toString().slice(0, 500)}`);
  return id;
}
