export { accessAuthority } from "./authority.ts";
export type { AccessAuthorityOptions, Authorised, Authority, AuthorityQuestion, Credential } from "./authority.ts";
export type {
  Actor,
  Answer,
  Call,
  Caller,
  Encoded,
  Idempotency,
  Outgoing,
  PublicCall,
  PublicRpc,
  Received,
  Rpc,
  SeenWrite,
} from "./call.ts";
export { rpcClient, type RpcClient } from "./client.ts";
export { contextSigner, contextVerifier, type SignContext, type VerifyContext } from "./context.ts";
export { serviceDefinition } from "./definition.ts";
export type {
  MethodName,
  ReceivedReplyOf,
  ReplyOf,
  RequestOf,
  Sent,
  SentRequestOf,
  ServiceDefinition,
} from "./definition.ts";
export { rpcService } from "./rpc-service.ts";
export type { Method, PublicRpcOf, PublicRules, RpcMethod, RpcOf, RpcService, Rules } from "./rpc-service.ts";
export { messageBytesMax, rpcServer, type RpcServer, type RpcServerOptions } from "./server.ts";
export {
  readServiceKey,
  serviceKeyBytesMin,
  serviceKeyPrefix,
  serviceKeyText,
  type ServiceIdentity,
} from "./service-key.ts";
export * from "./services.ts";
export type { Transport } from "./transport.ts";
