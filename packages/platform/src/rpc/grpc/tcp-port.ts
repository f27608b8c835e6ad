import { createServer, type Server, type Socket } from "node:net";

export interface TcpPortOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Other sockets of this user may listen on the same port; the system spreads new connections over them. */
  readonly share: boolean;
  readonly take: (connection: Socket) => void;
  /** What goes wrong when a connection is accepted, such as too many open files. */
  readonly failed: (error: Error) => void;
}

export interface TcpPort {
  readonly port: number;
  /** Takes no more connections; those that there are stay. */
  close(): void;
  /** Resolves when every connection has ended, after `close`: true, or false when some had to be cut off. */
  ended(graceMs: number): Promise<boolean>;
}

/** Opens a TCP port. Rejects with the system's error. */
export async function openTcpPort({ take, failed, ...where }: TcpPortOptions): Promise<TcpPort> {
  const open = new Set<Socket>();
  let last: (() => void) | undefined;
  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.once("close", () => {
      open.delete(socket);
      if (open.size === 0) last?.();
    });
    take(socket);
  });
  const port = await listening(server, where);
  server.on("error", failed);
  return {
    port,
    close: () => void server.close(),
    ended: (graceMs) =>
      new Promise((resolve) => {
        if (open.size === 0) return resolve(true);
        const cutOff = setTimeout(() => {
          resolve(false);
          for (const socket of open) socket.destroy();
        }, graceMs);
        last = () => {
          clearTimeout(cutOff);
          resolve(true);
        };
      }),
  };
}

const listening = (server: Server, { host, port, share }: Omit<TcpPortOptions, "take" | "failed">): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, reusePort: share }, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
