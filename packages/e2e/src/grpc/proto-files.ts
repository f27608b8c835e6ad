import {
  loadSync,
  type MessageTypeDefinition,
  type MethodDefinition,
  type PackageDefinition,
} from "@grpc/proto-loader";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.resolve("@omni/proto/package.json")));
const files = [
  "omni/access/v1/access.proto",
  "omni/journey/v1/journey.proto",
  "omni/journey/v1/template.proto",
  "omni/timeline/v1/dead_letters.proto",
  "omni/timeline/v1/timeline.proto",
  "google/rpc/status.proto",
  "google/rpc/error_details.proto",
  "grpc/health/v1/health.proto",
];
const options = { includeDirs: [folder], longs: String, enums: String, defaults: true, arrays: true };
const loaded: PackageDefinition = loadSync(files, options);

/** A message as plain objects, with its fields in camel case. */
export type Message = Readonly<Record<string, unknown>>;

export function methodOf(service: string, name: string): MethodDefinition<Message, Message> {
  const methods = loaded[service];
  const method = methods && !("format" in methods) ? methods[name] : undefined;
  if (!method) throw new Error(`There is no ${service}/${name}.`);
  // Messages are plain objects by the names in the .proto file.
  return method as MethodDefinition<Message, Message>;
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the fields that it looks at
export function decodeMessage<Decoded extends object>(name: string, bytes: Buffer): Decoded {
  const type = loaded[name];
  if (!type || !("deserialize" in type)) throw new Error(`There is no message ${name}.`);
  return (type as MessageTypeDefinition<object, Decoded>).deserialize(bytes);
}

/** Every method of the rail's own services. */
export const railMethods = (): readonly { readonly service: string; readonly method: string }[] =>
  Object.entries(loaded)
    .filter(([name, entry]) => name.startsWith("omni.") && !("format" in entry))
    .flatMap(([service, methods]) => Object.keys(methods).map((method) => ({ service, method })));

/** The descriptor of a message, as far as it is looked at. */
interface Descriptor {
  readonly field: readonly { readonly name: string; readonly type: string; readonly typeName: string }[];
}

/** The fields of a method's request, those of inner messages behind a dot: `relatedTo.id`. */
export const requestFields = (service: string, method: string): readonly string[] =>
  fieldsOf(methodOf(service, method).requestType.type as Descriptor);

function fieldsOf({ field }: Descriptor): readonly string[] {
  return field.flatMap(({ name, type, typeName }) => {
    if (type !== "TYPE_MESSAGE") return [name];
    const [, inner] = Object.entries(loaded).find(([full]) => full === typeName || full.endsWith(`.${typeName}`)) ?? [];
    const descriptor = inner && "type" in inner ? (inner.type as Descriptor) : { field: [] };
    return fieldsOf(descriptor).map((below) => `${name}.${below}`);
  });
}
