export { type GrpcListener, type GrpcListenerOptions, listenGrpc } from "./listen.ts";
export { grpcTransport, type GrpcTransportOptions } from "./transport.ts";
