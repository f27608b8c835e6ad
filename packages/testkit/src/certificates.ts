import { BitString, Integer, OctetString, Utf8String } from "asn1js";
import {
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  CryptoEngine,
  Extension,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
} from "pkijs";
import type { webcrypto } from "node:crypto";
import { isIP } from "node:net";

/** What a process shows to others, and whom it believes: PEM texts. */
export interface TestIdentity {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

export interface TestCertificateOptions {
  /** The name or address under which it is dialled; default `127.0.0.1`. */
  readonly host?: string;
  /** Default: from an hour ago to an hour from now. */
  readonly from?: Date;
  readonly until?: Date;
}

/** Signs certificates that are good for servers and clients, for as long as a test lasts. */
export interface TestAuthority {
  readonly ca: string;
  issue(options?: TestCertificateOptions): Promise<TestIdentity>;
}

const hourMs = 3_600_000;
const algorithm = { name: "ECDSA", namedCurve: "P-256" } as const;
const engine = new CryptoEngine({ name: "node", crypto });

/** Makes an authority of its own: nobody else believes it. */
export async function testAuthority(name = "An authority of this test"): Promise<TestAuthority> {
  const keys = await newKeys();
  const root = await certificate({ name, issuer: name, keys, signer: keys, extensions: authorityExtensions() });
  const ca = pem("CERTIFICATE", root);
  return {
    ca,
    async issue({ host = "127.0.0.1", from, until } = {}) {
      const own = await newKeys();
      const made = { name: host, issuer: name, keys: own, signer: keys, extensions: identityExtensions(host) };
      const cert = pem("CERTIFICATE", await certificate({ ...made, from, until }));
      return { cert, key: pem("PRIVATE KEY", await crypto.subtle.exportKey("pkcs8", own.privateKey)), ca };
    },
  };
}

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);

interface Making {
  readonly name: string;
  readonly issuer: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly signer: webcrypto.CryptoKeyPair;
  readonly extensions: Extension[];
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

async function certificate({ name, issuer, keys, signer, extensions, ...validity }: Making): Promise<ArrayBuffer> {
  const made = new Certificate();
  made.version = 2;
  made.serialNumber = new Integer({ valueHex: Uint8Array.of(1, ...crypto.getRandomValues(new Uint8Array(8))).buffer });
  made.subject.typesAndValues.push(commonName(name));
  made.issuer.typesAndValues.push(commonName(issuer));
  made.notBefore.value = validity.from ?? new Date(Date.now() - hourMs);
  made.notAfter.value = validity.until ?? new Date(Date.now() + hourMs);
  made.extensions = extensions;
  await made.subjectPublicKeyInfo.importKey(keys.publicKey, engine);
  await made.sign(signer.privateKey, "SHA-256", engine);
  return made.toSchema(true).toBER();
}

const commonName = (text: string) =>
  new AttributeTypeAndValue({ type: "2.5.4.3", value: new Utf8String({ value: text }) });

const authorityExtensions = (): Extension[] => [
  extension("2.5.29.19", new BasicConstraints({ cA: true }).toSchema().toBER(), true),
  // keyCertSign
  extension("2.5.29.15", new BitString({ valueHex: Uint8Array.of(0x04).buffer, unusedBits: 2 }).toBER(), true),
];

function identityExtensions(host: string): Extension[] {
  const octets = host.split(".").map(Number);
  const named =
    isIP(host) === 4
      ? new GeneralName({ type: 7, value: new OctetString({ valueHex: Uint8Array.from(octets).buffer }) })
      : new GeneralName({ type: 2, value: host });
  const names = new GeneralNames({ names: [named] });
  const serverAndClient = new ExtKeyUsage({ keyPurposes: ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"] });
  return [extension("2.5.29.17", names.toSchema().toBER()), extension("2.5.29.37", serverAndClient.toSchema().toBER())];
}

const extension = (extnID: string, extnValue: ArrayBuffer, critical = false): Extension =>
  new Extension({ extnID, critical, extnValue });

const pem = (label: string, der: ArrayBuffer): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString("base64").replace(/.{64}/g, "$&\n").trimEnd()}\n-----END ${label}-----\n`;
