import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { ConnectionLost, headerOf, openConnection, readAnswer } from "./connection.ts";

const answerText = (body: string, status = 200): string =>
  `HTTP/1.1 ${status} Some words\r\nContent-Length: ${Buffer.byteLength(body)}\r\nETag: "1-created"\r\n\r\n${body}`;

describe("readAnswer", () => {
  test("an answer is whole only with its last byte", () => {
    const bytes = Buffer.from(answerText('{"id":"é"}'));
    for (let length = 0; length < bytes.length; length++) expect(readAnswer(bytes.subarray(0, length))).toBeUndefined();
    const answer = readAnswer(bytes);
    expect(answer?.status).toBe(200);
    expect(answer?.body.toString()).toBe('{"id":"é"}');
    expect(answer?.bytes).toBe(bytes.length);
    expect(answer && headerOf(answer, "etag")).toBe('"1-created"');
  });

  test("304 has no body; an answer of unknown length is an error", () => {
    expect(readAnswer(Buffer.from("HTTP/1.1 304 Not Modified\r\n\r\n"))?.body.length).toBe(0);
    expect(() => readAnswer(Buffer.from("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))).toThrow(
      /Content-Length/,
    );
  });
});

describe("a connection", () => {
  let server: Server | undefined;
  afterEach(() => void server?.close());

  const serve = (onRequest: (text: string, write: (text: string) => void, end: () => void) => void): Promise<number> =>
    new Promise((resolve) => {
      server = createServer((socket) => {
        socket.on("data", (chunk) =>
          onRequest(
            chunk.toString(),
            (text) => socket.write(text),
            () => socket.destroy(),
          ),
        );
      });
      server.listen(0, "127.0.0.1", () => {
        const address = server?.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });

  test("carries one request after another, however the answers are cut", async () => {
    const port = await serve((text, write) => {
      const [first, second] = [answerText(text).slice(0, 20), answerText(text).slice(20)];
      write(first);
      setImmediate(() => write(second));
    });
    const connection = await openConnection({ host: "127.0.0.1", port });
    expect((await connection.send("one")).body.toString()).toBe("one");
    expect((await connection.send("two")).body.toString()).toBe("two");
    connection.close();
  });

  test("an answer that is cut off is lost, not half an answer", async () => {
    const port = await serve((text, write, end) => {
      write(answerText(text).slice(0, -1));
      setImmediate(end);
    });
    const connection = await openConnection({ host: "127.0.0.1", port });
    await expect(connection.send("one")).rejects.toBeInstanceOf(ConnectionLost);
    await expect(connection.send("two")).rejects.toBeInstanceOf(ConnectionLost);
  });
});
