import {
  Client,
  type ClientOptions,
  credentials,
  Metadata,
  type MethodDefinition,
  type ServiceError,
} from "@grpc/grpc-js";
import { decodeMessage, type Message, methodOf } from "./proto-files.ts";

export type { Message } from "./proto-files.ts";

/** How a call ended: with a reply (code 0), or with a status and what it says in detail. */
export interface GrpcAnswer {
  readonly code: number;
  readonly reply?: Message;
  readonly message: string;
  /** google.rpc.ErrorInfo. */
  readonly info?: {
    readonly reason: string;
    readonly domain: string;
    readonly metadata: Readonly<Record<string, string>>;
  };
  /** The fields of google.rpc.BadRequest. */
  readonly violations: readonly { readonly field: string; readonly description: string }[];
  /** Initial and trailing metadata together. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface BankClient {
  /** `service` is the full name; `method` as it stands in the .proto file; fields in camel case. */
  call(
    service: string,
    method: string,
    request: Message,
    metadata?: Readonly<Record<string, string>>,
  ): Promise<GrpcAnswer>;
  close(): void;
}

export interface BankClientOptions {
  /** How it connects; grpc-js' own ways by default. */
  readonly channel?: ClientOptions;
  /** How long it waits for an answer. */
  readonly deadlineMs?: number;
}

/**
 * A bank system as its own developers would write it: the .proto files and two public libraries, nothing of the
 * rail's. It calls one address; `apiKey` undefined = without a credential.
 */
export function bankClient(
  address: string,
  apiKey: string | undefined,
  { channel = {}, deadlineMs = 10_000 }: BankClientOptions = {},
): BankClient {
  const client = new Client(address, credentials.createInsecure(), channel);
  const own = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  return {
    call: (service, method, request, metadata = {}) =>
      invoke(client, methodOf(service, method), { request, headers: { ...own, ...metadata }, deadlineMs }),
    close: () => client.close(),
  };
}

interface Asked {
  readonly request: Message;
  readonly headers: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
}

function invoke(
  client: Client,
  method: MethodDefinition<Message, Message>,
  { request, headers, deadlineMs }: Asked,
): Promise<GrpcAnswer> {
  return new Promise((resolve) => {
    const received: Record<string, string> = {};
    const keep = (metadata: Metadata | undefined): void => {
      for (const [name, value] of Object.entries(metadata?.getMap() ?? {}))
        if (typeof value === "string") received[name] = value;
    };
    let reply: Message | undefined;
    let failure: ServiceError | undefined;
    const sent = new Metadata();
    for (const [name, value] of Object.entries(headers)) sent.set(name, value);
    const options = { deadline: Date.now() + deadlineMs };
    const call = client.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      request,
      sent,
      options,
      (error, value) => {
        if (error) failure = error;
        else reply = value;
      },
    );
    call.on("metadata", keep);
    // The last thing that happens to a call, after the callback.
    call.on("status", ({ code, details, metadata }) => {
      keep(metadata);
      setImmediate(() =>
        resolve({ code, message: details, metadata: received, ...(reply && { reply }), ...detailsOf(failure) }),
      );
    });
  });
}

function detailsOf(failure: ServiceError | undefined): Pick<GrpcAnswer, "info" | "violations"> {
  const bytes = failure?.metadata.get("grpc-status-details-bin")[0];
  if (!Buffer.isBuffer(bytes)) return { violations: [] };
  const { details } = decodeMessage<{ details: readonly { type_url: string; value: Buffer }[] }>(
    "google.rpc.Status",
    bytes,
  );
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the fields that it looks at
  const part = <Part extends object>(name: string): Part | undefined => {
    const found = details.find(({ type_url: type }) => type === `type.googleapis.com/${name}`);
    return found && decodeMessage<Part>(name, found.value);
  };
  const info = part<NonNullable<GrpcAnswer["info"]>>("google.rpc.ErrorInfo");
  const bad = part<{ fieldViolations: GrpcAnswer["violations"] }>("google.rpc.BadRequest");
  return { ...(info && { info }), violations: bad?.fieldViolations ?? [] };
}
