import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Makes `server.close()` end a connection when nothing of it is in hand: at once, or as soon as its last answer has
 * left in full. Node by itself cuts off an answer that is finished but still on its way to a slow reader, and keeps a
 * connection that has not sent a request yet.
 */
export function closeGently(server: Server): void {
  const inHand = new Map<Socket, number>();
  let closing = false;
  server.on("connection", (socket) => {
    inHand.set(socket, 0);
    socket.once("close", () => inHand.delete(socket));
  });
  const begin = ({ socket }: IncomingMessage, answer: ServerResponse): void => {
    inHand.set(socket, (inHand.get(socket) ?? 0) + 1);
    answer.once("close", () => {
      const left = (inHand.get(socket) ?? 1) - 1;
      if (closing && left === 0) socket.destroy();
      else if (inHand.has(socket)) inHand.set(socket, left);
    });
  };
  server.on("request", begin).on("checkContinue", begin).on("checkExpectation", begin);
  server.closeIdleConnections = () => {
    closing = true;
    for (const [socket, count] of inHand) if (count === 0) socket.destroy();
  };
}
