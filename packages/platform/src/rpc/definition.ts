import { loadSync, type MethodDefinition, type PackageDefinition } from "@grpc/proto-loader";
import { fileURLToPath } from "node:url";

/**
 * What may be sent as a message: left out, `undefined` and `null` mean the same, and lists may be read-only. A bytes
 * field takes bytes only: proto-loader would read a text as base64, and an open map would arrive as nonsense.
 */
export type Sent<Message> = Message extends string | number | boolean | null | undefined
  ? Message
  : Message extends readonly (infer Item)[]
    ? readonly SentValue<Item>[]
    : { readonly [Name in keyof Message]?: SentValue<Message[Name]> | null | undefined };

type SentValue<Value> = [string | Uint8Array] extends [Value] ? Uint8Array : Sent<Value>;

/** The methods of a generated `…ServiceDefinition`, by their names in camel case and without its index signature. */
type Methods<Definition> = {
  [Name in keyof Definition as Name extends string
    ? string extends Name
      ? never
      : Uncapitalize<Name>
    : never]: Definition[Name];
};

/** A method's name in camel case: `advanceJourney`. */
export type MethodName<Definition> = keyof Methods<Definition> & string;

interface Messages {
  readonly requestIn: unknown;
  readonly replyIn: unknown;
  readonly requestOut: unknown;
  readonly replyOut: unknown;
}

type MessagesOf<Definition, Name extends MethodName<Definition>> =
  Methods<Definition>[Name] extends MethodDefinition<infer RequestIn, infer ReplyIn, infer RequestOut, infer ReplyOut>
    ? { requestIn: RequestIn; replyIn: ReplyIn; requestOut: RequestOut; replyOut: ReplyOut }
    : Messages;

/** The request as a handler gets it. */
export type RequestOf<Definition, Name extends MethodName<Definition>> = MessagesOf<Definition, Name>["requestOut"];
/** The reply as a handler gives it. */
export type ReplyOf<Definition, Name extends MethodName<Definition>> = Sent<MessagesOf<Definition, Name>["replyIn"]>;
/** The request as a client gives it. */
export type SentRequestOf<Definition, Name extends MethodName<Definition>> = Sent<
  MessagesOf<Definition, Name>["requestIn"]
>;
/** The reply as a client gets it. */
export type ReceivedReplyOf<Definition, Name extends MethodName<Definition>> = MessagesOf<Definition, Name>["replyOut"];

/** The path and the codec of one method. The decoders throw on bytes that are not such a message. */
export interface MethodCodec {
  /** The method's name in camel case. */
  readonly name: string;
  /** `/omni.journey.v1.JourneyService/AdvanceJourney`. */
  readonly path: string;
  readonly encodeRequest: (request: object) => Uint8Array;
  readonly decodeRequest: (bytes: Uint8Array) => object;
  readonly encodeReply: (reply: object) => Uint8Array;
  readonly decodeReply: (bytes: Uint8Array) => object;
}

/** A service as its .proto file declares it; `Definition` is the generated `…ServiceDefinition`. */
export interface ServiceDefinition<Definition> {
  /** `omni.journey.v1.JourneyService`. */
  readonly name: string;
  /** The service's methods. Reads the .proto file at the first call, once. */
  readonly codecs: () => readonly MethodCodec[];
  readonly codec: (name: MethodName<Definition>) => MethodCodec;
  /** Only for the type checker. */
  readonly methods?: Definition;
}

/** How .proto files are read: unset fields arrive as `undefined`, repeated ones as `[]`, 64-bit numbers as text. */
const options = { keepCase: false, longs: String, enums: String, defaults: false, arrays: true, oneofs: false };

const protoRoot = (): string => fileURLToPath(new URL(".", import.meta.resolve("@omni/proto/package.json")));

/** Reads .proto files of `@omni/proto` with what they import; a path is relative to that package. */
export const loadProto = (...files: readonly string[]): PackageDefinition =>
  loadSync([...files], { ...options, includeDirs: [protoRoot()] });

/** Names a service and the .proto file in which it stands. */
export function serviceDefinition<Definition>(file: string, name: string): ServiceDefinition<Definition> {
  let loaded: readonly MethodCodec[] | undefined;
  const codecs = (): readonly MethodCodec[] => (loaded ??= codecsOf(loadProto(file), name));
  const codec = (method: string): MethodCodec => {
    const found = codecs().find((one) => one.name === method);
    if (found === undefined) throw new Error(`${file} declares no method ${method} of ${name}.`);
    return found;
  };
  return { name, codecs, codec };
}

function codecsOf(loaded: PackageDefinition, service: string): readonly MethodCodec[] {
  const methods = loaded[service];
  if (methods === undefined || "format" in methods) throw new Error(`The .proto file declares no service ${service}.`);
  return Object.entries(methods).map(([name, method]) => codecOf(camelCase(name), method));
}

const codecOf = (name: string, method: MethodDefinition<object, object>): MethodCodec => ({
  name,
  path: method.path,
  encodeRequest: method.requestSerialize,
  decodeRequest: (bytes) => method.requestDeserialize(asBuffer(bytes)),
  encodeReply: method.responseSerialize,
  decodeReply: (bytes) => method.responseDeserialize(asBuffer(bytes)),
});

const camelCase = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The same bytes as a Buffer, so that decoded bytes fields are Buffers too, whoever brought the message. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
