import { isCallerId } from "@omni/kernel";
import { createHmac, timingSafeEqual } from "node:crypto";

/** A service of the rail that calls others in its own name, for one tenant. */
export interface ServiceIdentity {
  /** `timeline`: 1 to 32 small letters. */
  readonly service: string;
  readonly tenantId: string;
}

/** The fewest bytes of the key that a service shares with access. */
export const serviceKeyBytesMin = 32;

/** How every service key's text begins; no API key does. */
export const serviceKeyPrefix = "iof_svc_";

const serviceName = /^[a-z]{1,32}$/;
// The name has no `_`, and the proof is always the last 43 characters: whatever of these a tenant's id contains,
// a text can be taken apart in one way only.
const keyText = new RegExp(`^${serviceKeyPrefix}([a-z]{1,32})_([A-Za-z0-9._:@-]{1,128})_([A-Za-z0-9_-]{43})$`);

/**
 * What a service presents where a caller presents its API key: `iof_svc_<service>_<tenantId>_<proof>`. It follows from
 * the key alone, so nothing of it is stored, and it is good for this tenant only.
 */
export function serviceKeyText({ key, ...identity }: ServiceIdentity & { readonly key: Uint8Array }): string {
  const { service, tenantId } = identity;
  if (!serviceName.test(service) || !isCallerId(tenantId)) throw new Error("A service key needs a name and a tenant.");
  return `${serviceKeyPrefix}${service}_${tenantId}_${proofOf(key, identity)}`;
}

/**
 * Whose text this is, if it was made with the key that `keys` has for that service; else `undefined`. A well-formed
 * text costs one HMAC and one comparison in constant time, whether the service is known or not. Whether the tenant
 * exists is left to the caller.
 */
export function readServiceKey(text: string, keys: ReadonlyMap<string, Uint8Array>): ServiceIdentity | undefined {
  const [, service, tenantId, proof] = keyText.exec(text) ?? [];
  if (service === undefined || tenantId === undefined || proof === undefined) return undefined;
  const key = keys.get(service);
  const expected = proofOf(key ?? nobody, { service, tenantId });
  // Compared as text: the last character of base64url has bits to spare, which a comparison of bytes would let pass.
  const equal = timingSafeEqual(Buffer.from(proof), Buffer.from(expected));
  return equal && key !== undefined ? { service, tenantId } : undefined;
}

const nobody = new Uint8Array(serviceKeyBytesMin);

// None of the three parts contains a line break.
function proofOf(key: Uint8Array, { service, tenantId }: ServiceIdentity): string {
  if (key.byteLength < serviceKeyBytesMin) throw new Error(`A service key needs ${serviceKeyBytesMin} bytes.`);
  return createHmac("sha256", key).update(`omni-service-key.v1\n${service}\n${tenantId}`).digest("base64url");
}
