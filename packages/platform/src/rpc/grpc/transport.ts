import { type ChannelCredentials, Client, credentials as grpcCredentials } from "@grpc/grpc-js";
import { type Clock, refusal } from "@omni/kernel";
import { asBuffer } from "../definition.ts";
import { refusalCodec } from "../refusal-status.ts";
import { deadlineOf, messageBytesMax } from "../server.ts";
import type { Transport } from "../transport.ts";
import { connection } from "./connection.ts";
import { exchange } from "./exchange.ts";
import { toMetadata } from "./headers.ts";
import { wallClock } from "./wire.ts";

export interface GrpcTransportOptions {
  /** `host:port`, or any other address that gRPC resolves. */
  readonly address: string;
  readonly clock: Clock;
  /** Default: none, in clear text. */
  readonly credentials?: ChannelCredentials;
}

/** How long a call waits for a connection before it is refused with `service.unavailable`. */
const connectMs = 1_500;

/** How often a call is sent that peers refuse before they begin it. */
const attemptsMax = 4;

const channelOptions = {
  "grpc.max_receive_message_length": messageBytesMax,
  // A larger request is refused by the server, so that both transports refuse it with one code.
  "grpc.max_send_message_length": -1,
  // No service config, so no retry policy: grpc-js repeats only what the peer has not begun. A call of any size.
  "grpc.service_config_disable_resolution": 1,
  "grpc.per_rpc_retry_buffer_size": messageBytesMax,
  "grpc.enable_channelz": 0,
  // A proxy that the environment names is for the world outside.
  "grpc.enable_http_proxy": 0,
  // A connection that is given up must not come back out of a pool.
  "grpc.use_local_subchannel_pool": 1,
  // A peer that has vanished or stands still is left within 15 s of calls.
  "grpc.keepalive_time_ms": 10_000,
  "grpc.keepalive_timeout_ms": 5_000,
  // A peer that comes back is found within 300 ms.
  "grpc.initial_reconnect_backoff_ms": 50,
  "grpc.max_reconnect_backoff_ms": 250,
  // A name may lead to another machine by now.
  "grpc.dns_min_time_between_resolutions_ms": 1_000,
};

/**
 * Calls over HTTP/2; one connection carries all calls. A call that finds no connection waits for one, at most until
 * its deadline and at most 1.5 s, and is refused with `service.unavailable`. What the peer never began, because it was
 * stopping, is repeated where the next connection leads; what it may have begun is never repeated.
 */
export function grpcTransport({ address, clock, credentials }: GrpcTransportOptions): Transport {
  const secured = credentials ?? grpcCredentials.createInsecure();
  const way = connection(() => new Client(address, secured, channelOptions));
  const codec = refusalCodec();
  return {
    async invoke(path, { deadline, ...headers }, request) {
      const metadata = toMetadata(headers);
      if (!metadata.ok) return metadata;
      const until = wallClock(deadlineOf(deadline, clock()), clock);
      // Read after it: a millisecond that passes between the two must not give a deadline that is over a little time.
      const now = Date.now();
      if (until <= now) return refusal("request.deadline_exceeded");
      const sent = { path, metadata: metadata.value, request: asBuffer(request), until };
      for (let attempt = 0; attempt < attemptsMax; attempt++) {
        while (!way.isReady())
          if (!(await way.ready(Math.min(until, now + connectMs)))) return refusal("service.unavailable");
        const outcome = await exchange(way.client(), codec, sent);
        if (outcome !== undefined) return outcome;
      }
      return refusal("service.unavailable");
    },
    async close() {
      way.close();
    },
  };
}
