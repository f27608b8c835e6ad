import type { MessageTypeDefinition } from "@grpc/proto-loader";
import { errorKind, type GrpcStatus } from "@omni/contracts/errors";
import { type Fault, type Refusal, refusal } from "@omni/kernel";
import type { AnyInput } from "@omni/proto/generated/google/protobuf/Any";
import type {
  _google_rpc_BadRequest_FieldViolation as FieldViolation,
  BadRequest,
  BadRequestInput,
} from "@omni/proto/generated/google/rpc/BadRequest";
import type { ErrorInfo, ErrorInfoInput } from "@omni/proto/generated/google/rpc/ErrorInfo";
import type { Status, StatusInput } from "@omni/proto/generated/google/rpc/Status";
import { asBuffer, loadProto } from "./definition.ts";

/** What gRPC carries of a refusal: the status, a sentence for people, and `grpc-status-details-bin`. */
export interface RefusalStatus {
  readonly code: number;
  readonly message: string;
  readonly details: Uint8Array;
}

/** What came back instead of a reply; without `details` the refusal is the transport's own. */
export interface ReceivedStatus {
  readonly code: number;
  readonly details?: Uint8Array | undefined;
}

/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const statusCodes: Readonly<Record<GrpcStatus, number>> = {
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
};

/** What it means when the transport itself says no: nothing below was told by a handler of ours. */
const transportRefusals: ReadonlyMap<number, string> = new Map([
  [1, "request.cancelled"],
  [4, "request.deadline_exceeded"],
  [8, "request.too_large"],
  [12, "method.unknown"],
  [14, "service.unavailable"],
]);

const domain = "omni";
const typePrefix = "type.googleapis.com/";
// Other languages accept 8 KiB of metadata in all: what does not fit is left out, from the last fault on.
const faultBytesMax = 4_096;
const sentenceMax = 1_000;

interface Codecs {
  readonly status: MessageTypeDefinition<StatusInput, Status>;
  readonly errorInfo: MessageTypeDefinition<ErrorInfoInput, ErrorInfo>;
  readonly badRequest: MessageTypeDefinition<BadRequestInput, BadRequest>;
}

/** Refusals to statuses and back. Faults beyond 4 KiB are left out, a detail ends after 1,000 characters. */
export interface RefusalCodec {
  toStatus(refused: Refusal): RefusalStatus;
  fromStatus(received: ReceivedStatus): Refusal;
}

/** Reads the .proto files of the error details, so make one and keep it. */
export function refusalCodec(): RefusalCodec {
  const loaded = loadProto("google/rpc/status.proto", "google/rpc/error_details.proto");
  // The names and the types generated from the same files.
  const codecs = {
    status: loaded["google.rpc.Status"],
    errorInfo: loaded["google.rpc.ErrorInfo"],
    badRequest: loaded["google.rpc.BadRequest"],
  } as unknown as Codecs;
  return {
    toStatus: (refused) => toStatus(codecs, refused),
    fromStatus: ({ code, details }) => (details && fromDetails(codecs, details)) ?? transportRefusal(code),
  };
}

function toStatus(codecs: Codecs, { code, detail, facts, faults }: Refusal): RefusalStatus {
  const { grpc, title } = errorKind(code);
  // gRPC would throw over half a surrogate pair.
  const sentence = detail?.slice(0, sentenceMax).toWellFormed();
  const details = [
    packed("google.rpc.ErrorInfo", codecs.errorInfo.serialize({ reason: code, domain, metadata: { ...facts } })),
  ];
  if (faults.length > 0) {
    const fieldViolations = fitting(faults).map(({ pointer, detail: description }) => ({
      field: pointer,
      description,
    }));
    details.push(packed("google.rpc.BadRequest", codecs.badRequest.serialize({ fieldViolations })));
  }
  const number = statusCodes[grpc];
  // The details say whether there was a sentence; the plain message always has one.
  const status = { code: number, details, ...(sentence === undefined ? {} : { message: sentence }) };
  return { code: number, message: sentence ?? title, details: codecs.status.serialize(status) };
}

const packed = (name: string, value: Uint8Array): AnyInput => ({ type_url: typePrefix + name, value });

function fitting(faults: readonly Fault[]): readonly Fault[] {
  let bytes = 0;
  const end = faults.findIndex(({ pointer, detail }) => {
    bytes += Buffer.byteLength(pointer) + Buffer.byteLength(detail) + 8;
    return bytes > faultBytesMax;
  });
  return end === -1 ? faults : faults.slice(0, end);
}

function fromDetails(codecs: Codecs, bytes: Uint8Array): Refusal | undefined {
  try {
    const { message, details } = codecs.status.deserialize(asBuffer(bytes));
    const part = (name: string): Buffer | undefined => details.find((one) => one.type_url === typePrefix + name)?.value;
    const info = part("google.rpc.ErrorInfo");
    const { reason, domain: from, metadata = {} } = info ? codecs.errorInfo.deserialize(info) : {};
    if (reason === undefined || from !== domain) return undefined;
    const bad = part("google.rpc.BadRequest");
    const faults = bad ? codecs.badRequest.deserialize(bad).fieldViolations.map(toFault) : [];
    return refusal(reason, { facts: metadata, faults, ...(message === undefined ? {} : { detail: message }) });
  } catch {
    return undefined;
  }
}

const toFault = ({ field = "", description = "" }: FieldViolation): Fault => ({
  pointer: field,
  detail: description,
});

const transportRefusal = (code: number): Refusal => refusal(transportRefusals.get(code) ?? "internal.error");
