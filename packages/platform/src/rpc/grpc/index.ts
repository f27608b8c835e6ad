export { type HealthWatch, type HealthWatchOptions, watchHealth } from "./health-watch.ts";
export { type GrpcListener, type GrpcListenerOptions, listenGrpc } from "./listen.ts";
export { type TlsCredentials, tlsCredentials, type TlsIdentity } from "./tls.ts";
export { grpcTransport, type GrpcTransportOptions } from "./transport.ts";
