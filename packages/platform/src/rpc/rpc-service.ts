import type { Result } from "@omni/kernel";
import type { Call, Encoded, PublicCall, PublicRpc, Rpc } from "./call.ts";
import type { MethodCodec, MethodName, ReplyOf, RequestOf, ServiceDefinition } from "./definition.ts";

/** What the interceptor asks of a caller before a handler sees the call. */
export interface Rules<Request> {
  /** The scope that the credential must have: `journeys:write`. */
  readonly scope: string;
  /**
   * For methods that act in somebody's name: the request's field that names the user. The handler's `call.actor` is
   * then that user, or the credential's own. A credential without a user is refused with `actor.required`, unless
   * the client itself may act.
   */
  readonly actor?: { readonly field: keyof Request & string; readonly clientMayAct?: boolean };
}

/** For the few methods that need no credential. */
export interface PublicRules {
  readonly public: true;
}

// Inferred once more, because TypeScript compares two uses of one alias by their arguments alone: without this,
// the handler of one service would pass for that of another.
type Resolved<Handler> = Handler extends infer Same ? Same : never;

/** A method's handler, as its file in `rpc/` names it: `RpcOf<JourneyServiceDefinition, "advanceJourney">`. */
export type RpcOf<Definition, Name extends MethodName<Definition>> = Resolved<
  Rpc<RequestOf<Definition, Name>, ReplyOf<Definition, Name>>
>;
/** The handler of a method that needs no credential. */
export type PublicRpcOf<Definition, Name extends MethodName<Definition>> = Resolved<
  PublicRpc<RequestOf<Definition, Name>, ReplyOf<Definition, Name>>
>;

export type Method<Definition, Name extends MethodName<Definition>> =
  | { readonly rules: Rules<RequestOf<Definition, Name>>; readonly handler: RpcOf<Definition, Name> }
  | { readonly rules: PublicRules; readonly handler: PublicRpcOf<Definition, Name> };

type ErasedHandler<Given> = (call: Given) => Promise<Result<Encoded>>;

/** A method as a server runs it, its messages' types erased: behind the interceptor, or open to everybody. */
export type RpcMethod = { readonly codec: MethodCodec } & (
  | { readonly rules: Rules<Record<string, unknown>>; readonly guarded: ErasedHandler<Call<object, object>> }
  | { readonly rules: PublicRules; readonly open: ErasedHandler<PublicCall<object, object>> }
);

/** A service with its handlers, ready for an `rpcServer`. */
export interface RpcService {
  /** `omni.journey.v1.JourneyService`. */
  readonly name: string;
  readonly methods: readonly RpcMethod[];
}

/** Joins a service with its handlers, one per method: a missing or surplus one does not compile. */
export function rpcService<Definition>(
  definition: ServiceDefinition<Definition>,
  methods: { readonly [Name in MethodName<Definition>]: Method<Definition, Name> },
): RpcService {
  const handlers = new Map<string, unknown>(Object.entries(methods));
  const toMethod = (codec: MethodCodec): RpcMethod => {
    // The types of the messages end here: this codec and this handler belong to the same method of one definition.
    const { rules, handler } = handlers.get(codec.name) as Erased;
    return "public" in rules ? { codec, rules, open: handler } : { codec, rules, guarded: handler };
  };
  return { name: definition.name, methods: definition.codecs().map(toMethod) };
}

interface Erased {
  readonly rules: Rules<Record<string, unknown>> | PublicRules;
  readonly handler: ErasedHandler<PublicCall<object, object>>;
}
