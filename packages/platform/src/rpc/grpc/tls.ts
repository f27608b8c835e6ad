import { ChannelCredentials, ServerCredentials } from "@grpc/grpc-js";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { CannotStart } from "../../lifecycle/cannot-start.ts";

/** PEM texts: what a process shows to others, and whom it believes. */
export interface TlsIdentity {
  /**
   * The certificate, and after it what leads up to the authority. It is shown to clients and to servers; clients
   * require that it names the host that they dial (subjectAltName).
   */
  readonly cert: string;
  readonly key: string;
  /** The authorities whose certificates others must show; nobody else is believed. */
  readonly ca: string;
}

export interface TlsCredentials {
  readonly server: ServerCredentials;
  readonly client: ChannelCredentials;
}

/**
 * Mutual TLS between services, 1.3 where the other side can, at least 1.2: both sides must show a certificate of one
 * of the authorities. Throws `CannotStart` when the texts are no such things or do not belong together.
 */
export function tlsCredentials({ cert, key, ca }: TlsIdentity): TlsCredentials {
  try {
    // An empty text would count as left out, and then everybody whom the machine believes would be believed.
    const [own] = [cert, ca].map((text) => new X509Certificate(text));
    if (!own?.checkPrivateKey(createPrivateKey(key))) throw new Error("The key is not the certificate's.");
    const context = createSecureContext({ cert, key, ca, minVersion: "TLSv1.2" });
    const pair = { cert_chain: Buffer.from(cert), private_key: Buffer.from(key) };
    return {
      server: ServerCredentials.createSsl(Buffer.from(ca), [pair], true),
      client: ChannelCredentials.createFromSecureContext(context),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CannotStart(`The TLS certificate, its key or the authorities cannot be used: ${reason}`, {
      cause: error,
    });
  }
}
