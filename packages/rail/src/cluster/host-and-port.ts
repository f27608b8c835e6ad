const everywhere: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

/** The address under which this machine's own processes reach what listens on a host, as it stands before a port. */
export function reachableHost(host: string): string {
  const one = everywhere[host] ?? host;
  return one.includes(":") ? `[${one}]` : one;
}
