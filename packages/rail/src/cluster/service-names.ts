/** The services of the rail, in the order in which they start: access makes the development data that others use. */
export const serviceNames = ["access", "journey", "timeline", "gateway"] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Something for each service. */
export function forEachService<T>(make: (service: ServiceName) => T): Readonly<Record<ServiceName, T>> {
  // The entries are those of all names.
  return Object.fromEntries(serviceNames.map((name) => [name, make(name)])) as Record<ServiceName, T>;
}
