/** One answer, read to its end. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it came. */
  readonly text: string;
}

export interface RestRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is when it is text or bytes, else as JSON. */
  readonly body?: unknown;
}

/** A caller with one credential. Paths lie below the base path, with their query. */
export interface RestClient {
  send(method: string, path: string, request?: RestRequest): Promise<RestAnswer>;
  get(path: string, headers?: RestRequest["headers"]): Promise<RestAnswer>;
  post(path: string, body: unknown, headers?: RestRequest["headers"]): Promise<RestAnswer>;
  put(path: string, body: unknown, headers?: RestRequest["headers"]): Promise<RestAnswer>;
}

export const basePath = "/api/v1/omni";

/** `apiKey` undefined = without a credential. */
export function restClient(baseUrl: string, apiKey: string | undefined): RestClient {
  const send: RestClient["send"] = async (method, path, { headers, body } = {}) => {
    const response = await fetch(`${baseUrl}${basePath}${path}`, {
      method,
      headers: {
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: encoded(body) }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return {
    send,
    get: (path, headers) => send("GET", path, headers && { headers }),
    post: (path, body, headers) => send("POST", path, { body, ...(headers && { headers }) }),
    put: (path, body, headers) => send("PUT", path, { body, ...(headers && { headers }) }),
  };
}

const encoded = (body: unknown): string | Uint8Array<ArrayBuffer> =>
  typeof body === "string" ? body : body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);

/** The parsed body. What a test expects of it, it asserts; the type only names what it looks at. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the fields that it looks at
export const bodyOf = <Body = unknown>(answer: RestAnswer): Body => JSON.parse(answer.text) as Body;

/** The `data` of an answer that must have this status. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the fields that it looks at
export function dataOf<Data>(answer: RestAnswer, status: number): Data {
  if (answer.status !== status) throw new Error(`Expected ${status}, got ${answer.status}: ${answer.text}`);
  return bodyOf<{ data: Data }>(answer).data;
}

export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** A problem+json answer. */
export function problemOf(answer: RestAnswer): Problem {
  const type = answer.headers.get("content-type");
  if (type !== "application/problem+json") throw new Error(`No problem+json but ${type}: ${answer.text}`);
  return bodyOf<Problem>(answer);
}

/** The Omni-Consistency token of a mutation's answer. */
export function tokenOf(answer: RestAnswer): string {
  const token = answer.headers.get("omni-consistency");
  if (token === null) throw new Error(`No Omni-Consistency: ${answer.status} ${answer.text}`);
  return token;
}
