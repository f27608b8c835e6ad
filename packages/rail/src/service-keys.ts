import { serviceKeyBytesMin } from "@omni/platform/rpc";
import { hkdfSync } from "node:crypto";

/**
 * The key by which a service proves itself to access, from the rail's master key (HKDF-SHA-256, RFC 5869): 32 bytes,
 * the same after every start, and no way back from it to the master key or to another service's. For the timeline it
 * is what `OMNI_TIMELINE_KEY` says to a process of its own.
 */
export const serviceKeyOf = (masterKey: Uint8Array, service: "timeline"): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", masterKey, "", `omni service key v1: ${service}`, serviceKeyBytesMin));
