import { CannotStart } from "@omni/platform/lifecycle";

/** Why the REST port could not be opened, in one line that says what to do. */
export class CannotListen extends CannotStart {}

/** What the system's error means for whoever wanted the REST port on this host. */
export function cannotListen(error: unknown, host: string, port: number): CannotListen {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return new CannotListen(adviceFor(code, host, port), { cause: error });
}

function adviceFor(code: string, host: string, port: number): string {
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} on ${host} is in use: end the process that holds it, or set OMNI_PORT to another port (0 = any free one).`;
    case "EACCES":
      return `Port ${port} on ${host} may not be opened by this user: set OMNI_PORT to a port above 1023.`;
    default:
      return `Port ${port} on ${host} cannot be opened (${code}): set OMNI_HOST to an address of this machine, such as 127.0.0.1.`;
  }
}
