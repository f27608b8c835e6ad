import { type Client, type Metadata, type StatusObject, status as statusCode } from "@grpc/grpc-js";
import { accepted, type Refusal, type Result } from "@omni/kernel";
import type { Encoded } from "../call.ts";
import type { RefusalCodec } from "../refusal-status.ts";
import { fromTrailer } from "./headers.ts";
import { detailsHeader, identity } from "./wire.ts";

export interface Exchange {
  readonly path: string;
  readonly metadata: Metadata;
  readonly request: Buffer;
  /** By the machine's clock. */
  readonly until: number;
}

/** Sends a request and takes what comes back; nothing when the peer says that it never began the call. */
export const exchange = (
  client: Client,
  codec: RefusalCodec,
  { path, metadata, request, until }: Exchange,
): Promise<Result<Encoded> | undefined> =>
  new Promise((resolve) => {
    let reply: Buffer | undefined;
    const options = { deadline: until };
    const call = client.makeUnaryRequest(path, identity, identity, request, metadata, options, (_, value) => {
      reply = value;
    });
    // The status is the last thing to arrive, after the callback, and brings the trailing metadata.
    call.on("status", (status) => {
      if (reply !== undefined) resolve(accepted(fromTrailer(reply, status.metadata)));
      else resolve(isNeverBegun(status) ? undefined : toRefusal(codec, status));
    });
  });

// What grpc-js makes of RST_STREAM with REFUSED_STREAM, and of a call that a GOAWAY leaves out; it has repeated the
// call once itself. Nothing but this text tells them from a lost connection; under another text the call just fails.
const neverBegun = "Stream refused by server";
const isNeverBegun = ({ code, details }: StatusObject): boolean =>
  code === statusCode.UNAVAILABLE && details === neverBegun;

function toRefusal(codec: RefusalCodec, { code, metadata }: StatusObject): Refusal {
  const details = metadata.get(detailsHeader)[0];
  return codec.fromStatus({ code, details: typeof details === "string" ? undefined : details });
}
