/**
 * When the parts of the cluster must have stopped, in milliseconds after the first was asked to: the gateway, then the
 * services, then MongoDB and Kafka. Who is quicker leaves the rest of its time to those after it. All of it is less than
 * the 15 s after which the bootstrap kills what it has started.
 */
export const stopBy = { gateway: 4_500, services: 10_500, servers: 13_500 } as const;

export interface StopPlan {
  /** How many milliseconds are left until then; the first one who asks begins the count. */
  left(until: number): number;
}

export function stopPlan(): StopPlan {
  let begun: number | undefined;
  return {
    left: (until) => {
      begun ??= performance.now();
      return Math.max(0, begun + until - performance.now());
    },
  };
}
