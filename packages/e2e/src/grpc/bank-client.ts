import { Client, credentials, Metadata, type MethodDefinition, type ServiceError } from "@grpc/grpc-js";
import { loadSync, type MessageTypeDefinition, type PackageDefinition } from "@grpc/proto-loader";
import { fileURLToPath } from "node:url";

// A bank system as its own developers would write it: the .proto files and two public libraries, nothing of the rail's.
const protoFolder = fileURLToPath(new URL(".", import.meta.resolve("@omni/proto/package.json")));
const files = [
  "omni/access/v1/access.proto",
  "omni/journey/v1/journey.proto",
  "omni/journey/v1/template.proto",
  "omni/timeline/v1/timeline.proto",
  "google/rpc/status.proto",
  "google/rpc/error_details.proto",
  "grpc/health/v1/health.proto",
];
const loaded: PackageDefinition = loadSync(files, { includeDirs: [protoFolder], longs: String, enums: String, defaults: true, arrays: true });

export type Message = Readonly<Record<string, unknown>>;

/** How a call ended: with a reply (code 0), or with a status and what it says in detail. */
export interface GrpcAnswer {
  readonly code: number;
  readonly reply?: Message;
  readonly message: string;
  /** google.rpc.ErrorInfo. */
  readonly info?: { readonly reason: string; readonly domain: string; readonly metadata: Readonly<Record<string, string>> };
  /** The fields of google.rpc.BadRequest. */
  readonly violations: readonly { readonly field: string; readonly description: string }[];
  /** Initial and trailing metadata together. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface BankClient {
  /** `service` is the full name; `method` as it stands in the .proto file; fields in camel case. */
  call(service: string, method: string, request: Message, metadata?: Readonly<Record<string, string>>): Promise<GrpcAnswer>;
  close(): void;
}

/** A client of one address; `apiKey` undefined = without a credential. */
export function bankClient(address: string, apiKey: string | undefined): BankClient {
  const client = new Client(address, credentials.createInsecure());
  const own = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  return {
    call: (service, method, request, metadata = {}) =>
      invoke(client, methodOf(service, method), request, { ...own, ...metadata }),
    close: () => client.close(),
  };
}

/** Every method of the rail's own services, with the fields of its request. */
export const railMethods = (): readonly { readonly service: string; readonly method: string }[] =>
  Object.entries(loaded)
    .filter(([name, entry]) => name.startsWith("omni.") && !("format" in entry))
    .flatMap(([service, methods]) => Object.keys(methods).map((method) => ({ service, method })));

function methodOf(service: string, name: string): MethodDefinition<Message, Message> {
  const methods = loaded[service];
  const method = methods && !("format" in methods) ? methods[name] : undefined;
  if (!method) throw new Error(`There is no ${service}/${name}.`);
  // Messages are plain objects by the names in the .proto file.
  return method as MethodDefinition<Message, Message>;
}

function invoke(client: Client, method: MethodDefinition<Message, Message>, request: Message, headers: Readonly<Record<string, string>>): Promise<GrpcAnswer> {
  return new Promise((resolve) => {
    const received: Record<string, string> = {};
    const keep = (metadata: Metadata | undefined): void => {
      for (const [name, value] of Object.entries(metadata?.getMap() ?? {})) if (typeof value === "string") received[name] = value;
    };
    let reply: Message | undefined;
    let failure: ServiceError | undefined;
    const sent = new Metadata();
    for (const [name, value] of Object.entries(headers)) sent.set(name, value);
    const options = { deadline: Date.now() + 10_000 };
    const call = client.makeUnaryRequest(method.path, method.requestSerialize, method.responseDeserialize, request, sent, options, (error, value) => {
      if (error) failure = error;
      else reply = value;
    });
    call.on("metadata", keep);
    // The last thing that happens to a call, after the callback.
    call.on("status", ({ code, details, metadata }) => {
      keep(metadata);
      setImmediate(() => resolve({ code, message: details, metadata: received, ...(reply && { reply }), ...detailsOf(failure) }));
    });
  });
}

function detailsOf(failure: ServiceError | undefined): Pick<GrpcAnswer, "info" | "violations"> {
  const bytes = failure?.metadata.get("grpc-status-details-bin")[0];
  if (!Buffer.isBuffer(bytes)) return { violations: [] };
  const { details } = decode<{ details: readonly { type_url: string; value: Buffer }[] }>("google.rpc.Status", bytes);
  const part = <Part>(name: string): Part | undefined => {
    const found = details.find(({ type_url: type }) => type === `type.googleapis.com/${name}`);
    return found && decode<Part>(name, found.value);
  };
  const info = part<NonNullable<GrpcAnswer["info"]>>("google.rpc.ErrorInfo");
  const bad = part<{ fieldViolations: GrpcAnswer["violations"] }>("google.rpc.BadRequest");
  return { ...(info && { info }), violations: bad?.fieldViolations ?? [] };
}

function decode<Decoded>(name: string, bytes: Buffer): Decoded {
  const type = loaded[name];
  if (!type || !("deserialize" in type)) throw new Error(`There is no message ${name}.`);
  return (type as MessageTypeDefinition<object, Decoded & object>).deserialize(bytes);
}
