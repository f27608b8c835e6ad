import { connect, type Socket } from "node:net";

/** One complete HTTP/1.1 answer. `head` is the status line and the headers, as they came. */
export interface HttpAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: Buffer;
}

/** The connection ended before the answer was complete: nobody knows whether the request took effect. */
export class ConnectionLost extends Error {}

/** One keep-alive connection that carries one request at a time. */
export interface Connection {
  /** Sends a whole request (head and body in one text) and waits for its answer; rejects with `ConnectionLost`. */
  send(request: string): Promise<HttpAnswer>;
  close(): void;
}

/**
 * A client as lean as can be: Node's own HTTP client takes several times the processor time per request, which a load
 * generator would take from what it measures. Understands answers with a Content-Length only.
 */
export async function openConnection({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): Promise<Connection> {
  const socket = await connected(connect({ host, port, noDelay: true }));
  let waiting: PromiseWithResolvers<HttpAnswer> | undefined;
  let received: Buffer = Buffer.alloc(0);
  let lost: Error | undefined;

  const settle = () => {
    const answer = readAnswer(received);
    if (!answer || !waiting) return;
    received = received.subarray(answer.bytes);
    const { resolve } = waiting;
    waiting = undefined;
    resolve(answer);
  };
  const lose = (error?: Error) => {
    lost ??= new ConnectionLost(error?.message ?? "closed by the server", { cause: error });
    waiting?.reject(lost);
    waiting = undefined;
  };
  socket.on("data", (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    try {
      settle();
    } catch (error) {
      socket.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  });
  socket.on("error", lose);
  socket.on("close", () => lose());
  return {
    send: (request) => {
      if (lost) return Promise.reject(lost);
      waiting = Promise.withResolvers<HttpAnswer>();
      socket.write(request);
      return waiting.promise;
    },
    close: () => socket.destroy(),
  };
}

function connected(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const refused = (error: Error) => reject(new ConnectionLost(error.message, { cause: error }));
    socket.once("error", refused);
    socket.once("connect", () => {
      socket.removeListener("error", refused);
      resolve(socket);
    });
  });
}

/** The first answer in the bytes, if it is complete. */
export function readAnswer(bytes: Buffer): (HttpAnswer & { readonly bytes: number }) | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = bytes.toString("latin1", 0, end);
  const status = Number(head.slice(9, 12));
  const start = end + 4;
  const length = status === 204 || status === 304 ? 0 : contentLength(head);
  if (bytes.length < start + length) return undefined;
  return { status, head, body: bytes.subarray(start, start + length), bytes: start + length };
}

function contentLength(head: string): number {
  const found = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (found === undefined) throw new Error(`An answer without Content-Length: ${head}`);
  return Number(found);
}

/** One header of an answer. */
export const headerOf = (answer: HttpAnswer, name: string): string | undefined =>
  answer.head
    .split("\r\n")
    .find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    ?.slice(name.length + 1)
    .trim();
