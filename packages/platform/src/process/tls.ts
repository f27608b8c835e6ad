import { readFile } from "node:fs/promises";
import { CannotStart } from "../lifecycle/index.ts";
import { type TlsCredentials, tlsCredentials } from "../rpc/grpc/index.ts";
import type { ProcessValues } from "./variables.ts";

type TlsFiles = Pick<ProcessValues, "OMNI_TLS_CERT_FILE" | "OMNI_TLS_KEY_FILE" | "OMNI_TLS_CA_FILE">;

/**
 * What the process shows to other services and whom it believes; `undefined` when no file is named: then services talk
 * in clear text. Read once: a new certificate comes with a new process.
 */
export async function readTls(files: TlsFiles): Promise<TlsCredentials | undefined> {
  const { OMNI_TLS_CERT_FILE: cert, OMNI_TLS_KEY_FILE: key, OMNI_TLS_CA_FILE: ca } = files;
  if (cert === undefined && key === undefined && ca === undefined) return undefined;
  if (cert === undefined || key === undefined || ca === undefined) {
    throw new CannotStart("OMNI_TLS_CERT_FILE, OMNI_TLS_KEY_FILE and OMNI_TLS_CA_FILE must be set together, or none.");
  }
  return tlsCredentials({ cert: await readText(cert), key: await readText(key), ca: await readText(ca) });
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CannotStart(`The TLS file ${file} cannot be read: ${reason}`, { cause: error });
  }
}
