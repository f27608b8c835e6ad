import {
  type ChannelCredentials,
  Client,
  credentials as grpcCredentials,
  type Metadata,
  type StatusObject,
} from "@grpc/grpc-js";
import { accepted, type Clock, type Refusal, refusal, type Result } from "@omni/kernel";
import { asBuffer } from "../definition.ts";
import type { Encoded } from "../call.ts";
import { type RefusalCodec, refusalCodec } from "../refusal-status.ts";
import { deadlineOf, messageBytesMax } from "../server.ts";
import type { Transport } from "../transport.ts";
import { fromTrailer, toMetadata } from "./headers.ts";
import { detailsHeader, identity, wallClock } from "./wire.ts";

export interface GrpcTransportOptions {
  /** `host:port`, or any other address that gRPC resolves. */
  readonly address: string;
  readonly clock: Clock;
  /** Default: none, in clear text. */
  readonly credentials?: ChannelCredentials;
}

const channelOptions = {
  "grpc.max_receive_message_length": messageBytesMax,
  // A larger request is refused by the server, so that both transports refuse it with one code.
  "grpc.max_send_message_length": -1,
  "grpc.enable_retries": 0,
  "grpc.enable_channelz": 0,
  "grpc.service_config_disable_resolution": 1,
  // A peer that has vanished is noticed within 40 s although nothing is said.
  "grpc.keepalive_time_ms": 30_000,
  "grpc.keepalive_timeout_ms": 10_000,
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 2_000,
};

/** Calls over HTTP/2. Connects at the first call and again after a failure; one connection carries all calls. */
export function grpcTransport({ address, clock, credentials }: GrpcTransportOptions): Transport {
  const client = new Client(address, credentials ?? grpcCredentials.createInsecure(), channelOptions);
  const codec = refusalCodec();
  let closed = false;
  return {
    async invoke(path, { deadline, ...headers }, request) {
      const metadata = toMetadata(headers);
      if (!metadata.ok) return metadata;
      if (closed) return refusal("service.unavailable");
      const until = wallClock(deadlineOf(deadline, clock()), clock);
      return exchange(client, codec, { path, metadata: metadata.value, request: asBuffer(request), until });
    },
    async close() {
      closed = true;
      client.close();
    },
  };
}

interface Exchange {
  readonly path: string;
  readonly metadata: Metadata;
  readonly request: Buffer;
  /** By the machine's clock. */
  readonly until: number;
}

const exchange = (client: Client, codec: RefusalCodec, sent: Exchange): Promise<Result<Encoded>> =>
  new Promise((resolve) => {
    let reply: Buffer | undefined;
    const { path, metadata, request, until } = sent;
    const call = client.makeUnaryRequest(
      path,
      identity,
      identity,
      request,
      metadata,
      { deadline: until },
      (_, value) => {
        reply = value;
      },
    );
    // The status is the last thing to arrive, after the callback, and brings the trailing metadata.
    call.on("status", (status) => {
      resolve(reply === undefined ? toRefusal(codec, status) : accepted(fromTrailer(reply, status.metadata)));
    });
  });

function toRefusal(codec: RefusalCodec, { code, metadata }: StatusObject): Refusal {
  const details = metadata.get(detailsHeader)[0];
  return codec.fromStatus({ code, details: typeof details === "string" ? undefined : details });
}
