import { connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** Stands between a driver and its server, and loses what it is told to lose. */
export interface LosingProxy {
  readonly port: number;
  /** Ends the connection of the next request that says these words: before the server gets it, or when it answers. */
  lose(words: string, when: "before" | "after", meanwhile?: () => Promise<unknown>): void;
}

interface Order {
  readonly words: string;
  readonly when: "before" | "after";
  readonly meanwhile: () => Promise<unknown>;
}

export async function losingProxy(serverPort: number): Promise<LosingProxy> {
  let order: Order | undefined;
  const sockets = new Set<Socket>();
  const serve = (client: Socket) => {
    const server = connect(serverPort, "127.0.0.1");
    let losing: Order | undefined;
    const end = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on("error", end);
      socket.on("close", end);
    }
    client.on("data", (bytes) => {
      if (order && bytes.includes(order.words)) {
        losing = order;
        order = undefined;
      }
      if (losing?.when === "before") void losing.meanwhile().then(end, end);
      else server.write(bytes);
    });
    server.on("data", (bytes) => {
      if (losing) void losing.meanwhile().then(end, end);
      else client.write(bytes);
    });
  };
  const listener = createServer(serve);
  await new Promise<void>((resolve) => void listener.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    listener.close();
  });
  const address = listener.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return { port, lose: (words, when, meanwhile = async () => undefined) => void (order = { words, when, meanwhile }) };
}
