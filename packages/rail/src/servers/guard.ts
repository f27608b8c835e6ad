import { spawn } from "node:child_process";

/**
 * Kills a server that this process started when this process ends without having stopped it, even by `kill -9`: a
 * shell waits for the end of a pipe that only we hold. Answers how to dismiss it, once the server is gone.
 */
export function killWithUs(pid: number): () => void {
  const script = `trap "" INT TERM HUP; read -r _; kill -9 ${pid}`;
  const guard = spawn("sh", ["-c", script], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  guard.unref();
  guard.on("error", () => undefined);
  return () => void guard.kill("SIGKILL");
}
