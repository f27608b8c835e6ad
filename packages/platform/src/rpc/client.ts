import { accepted, type Result } from "@omni/kernel";
import type { Outgoing, Received } from "./call.ts";
import type { MethodCodec, MethodName, ReceivedReplyOf, SentRequestOf, ServiceDefinition } from "./definition.ts";
import type { Transport } from "./transport.ts";

/** One function per method. They never reject but for bugs; refusals come back as the other side gave them. */
export type RpcClient<Definition> = {
  readonly [Name in MethodName<Definition>]: (
    outgoing: Outgoing,
    request: SentRequestOf<Definition, Name>,
  ) => Promise<Result<Received<ReceivedReplyOf<Definition, Name>>>>;
};

/** A typed client of one service over a transport. */
export function rpcClient<Definition>(
  definition: ServiceDefinition<Definition>,
  transport: Transport,
): RpcClient<Definition> {
  const methods = definition.codecs().map((codec) => [codec.name, callerOf(codec, transport)]);
  // Names and messages come from the definition whose generated type this is.
  return Object.fromEntries(methods) as RpcClient<Definition>;
}

const callerOf =
  (codec: MethodCodec, transport: Transport) =>
  async (outgoing: Outgoing, request: object): Promise<Result<Received<object>>> => {
    const outcome = await transport.invoke(codec.path, outgoing, codec.encodeRequest(request));
    if (!outcome.ok) return outcome;
    const { encoded, etag, consistency, replayed = false } = outcome.value;
    return accepted({
      reply: codec.decodeReply(encoded),
      replayed,
      ...(etag === undefined ? undefined : { etag }),
      ...(consistency === undefined ? undefined : { consistency }),
    });
  };
