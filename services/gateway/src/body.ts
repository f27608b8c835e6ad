import { accepted, invalid, type ParsedJson, parseJson, refusal, type Refusal, type Result } from "@omni/kernel";
import { isUtf8 } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";

/** Contract §1, "Limits". */
export const bodyBytesMax = 1024 * 1024;

/** Where a body comes from: Node's own request where there is one, for its stream is the quicker. */
export interface BodySource {
  readonly request: Request;
  readonly incoming: IncomingMessage | undefined;
  readonly outgoing: Pick<ServerResponse, "writeContinue"> | undefined;
}

const mediaType = /^application\/json *(?:; *charset="?utf-8"? *)?$/i;

/** Refuses a body by its headers alone, before a byte of it is read. */
export function refuseByHeaders(headers: Headers): Refusal | undefined {
  if (!mediaType.test(headers.get("content-type") ?? "")) return refusal("request.unsupported_media_type");
  const encoding = headers.get("content-encoding");
  if (encoding !== null && encoding.toLowerCase() !== "identity") {
    return refusal("request.unsupported_media_type", { detail: "Send the body without Content-Encoding." });
  }
  const length = headers.get("content-length");
  return length !== null && Number(length) > bodyBytesMax ? refusal("request.body_too_large") : undefined;
}

/** Whether a request that takes no body brings one. */
export const bringsBody = (headers: Headers): boolean =>
  headers.get("transfer-encoding") !== null || Number(headers.get("content-length") ?? 0) !== 0;

/** Reads a body of at most 1 MiB; a longer one is refused as soon as it is. */
export function readBody({ request, incoming, outgoing }: BodySource): Promise<Result<Uint8Array>> {
  if (incoming === undefined) return readStream(request);
  // Only now is it known that the body is wanted: a refusal by headers spares the client from sending it.
  if (incoming.headers.expect !== undefined) outgoing?.writeContinue();
  return readIncoming(incoming);
}

function readIncoming(incoming: IncomingMessage): Promise<Result<Uint8Array>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const settle = (result: Result<Uint8Array>): void => {
      incoming.off("data", onData).off("end", onEnd).off("error", onAbort).off("close", onAbort);
      resolve(result);
    };
    const onData = (chunk: Buffer): void => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > bodyBytesMax) settle(refusal("request.body_too_large"));
    };
    const onEnd = (): void => settle(accepted(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    const onAbort = (): void => settle(refusal("request.cancelled"));
    if (incoming.destroyed) return onAbort();
    incoming.on("data", onData).on("end", onEnd).on("error", onAbort).on("close", onAbort);
  });
}

async function readStream(request: Request): Promise<Result<Uint8Array>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const stream: ReadableStream<Uint8Array> | null = request.body;
  for await (const chunk of stream ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > bodyBytesMax) return refusal("request.body_too_large");
  }
  return accepted(Buffer.concat(chunks));
}

const byteOrderMark = "\u{FEFF}";

/** Reads the JSON of a body within the limits of the contract. A byte order mark before it is passed over. */
export function parseBody(bytes: Uint8Array): Result<ParsedJson> {
  if (!isUtf8(bytes)) return invalid({ pointer: "", detail: "The text is not UTF-8." });
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  return parseJson(text.startsWith(byteOrderMark) ? text.slice(1) : text);
}
