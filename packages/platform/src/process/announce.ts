/** What a process tells the supervisor that has started it, over IPC, once it takes work. */
export interface Announcement {
  readonly kind: "listening";
  readonly service: string;
  /** `host:port` of its gRPC port; the gateway's is its base URL. */
  readonly address: string;
  readonly metricsPort: number;
}

/** Tells the supervisor, if there is one. */
export const announce = (announcement: Announcement): void => void process.send?.(announcement);

/** Less than a supervisor's own patience. */
const endWithinMs = 9_500;

/** A process whose supervisor has died ends as if it had been asked to: nobody would restart or stop it any more. */
export function endWithParent(): void {
  if (!process.channel) return;
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.kill(process.pid, "SIGKILL"), endWithinMs).unref();
  });
}
