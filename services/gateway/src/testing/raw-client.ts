import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** What came back over a socket. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Writes bytes as they are, without the manners of an HTTP client, and reads one answer. */
export async function exchangeRaw(port: number, bytes: string | Uint8Array): Promise<RawAnswer> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(bytes);
  try {
    return await readAnswer(socket);
  } finally {
    socket.destroy();
  }
}

/** Resolves with the first whole answer; rejects when the connection ends before there is one. */
export function readAnswer(socket: Socket): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      // The go-ahead to send a body is not the answer yet.
      if (received.startsWith("HTTP/1.1 100 ")) received = received.slice(received.indexOf("\r\n\r\n") + 4);
      const answer = parseAnswer(received);
      if (answer) resolve(answer);
    });
    const fail = () => reject(new Error(`The connection ended after: ${JSON.stringify(received.slice(0, 200))}`));
    socket.on("close", fail);
    socket.on("error", () => {});
  });
}

function parseAnswer(received: string): RawAnswer | undefined {
  const end = received.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const [start = "", ...lines] = received.slice(0, end).split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const length = Number(headers["content-length"] ?? 0);
  if (received.length < end + 4 + length) return undefined;
  const body = Buffer.from(received.slice(end + 4, end + 4 + length), "latin1").toString("utf8");
  return { status: Number(start.split(" ")[1]), headers, body };
}
