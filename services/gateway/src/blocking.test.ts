import { once } from "node:events";
import { connect } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Listening } from "./service.ts";
import { openForTests } from "./testing/open-for-tests.ts";

const world = openForTests();
let listening: Listening;
beforeAll(async () => void (listening = await world.listen({ host: "127.0.0.1", port: 0 })));
afterAll(() => listening.stop());

const mebibyte = 1024 * 1024;
const journey = (context: string) => `{"templateId":"t","customerId":"c","channel":"web","context":${context}}`;

/** A map of as many members as there may be, or as fit into a body. */
function members(member: (index: number) => string, most = Infinity): string {
  const parts: string[] = [];
  for (let length = 100; parts.length < most; ) {
    const part = member(parts.length);
    length += part.length + 1;
    if (length > mebibyte) break;
    parts.push(part);
  }
  return `{${parts.join(",")}}`;
}

const nested = (levels: number) => `${'{"a":'.repeat(levels)}1.0${"}".repeat(levels)}`;
const hostile: Readonly<Record<string, string>> = {
  "as many members as fit": journey(members((index) => `"${index.toString(36)}":1.0`)),
  "as many members as may be": journey(members((index) => `"${index.toString(36)}":1.0`, 19_990)),
  "as many long members as may be": journey(members((index) => `"${index.toString(36).padEnd(45, "x")}":1e0`, 19_990)),
  "as many numbers in lists as may be": journey(members((index) => `"${index}":[${"1.0,".repeat(498)}1.0]`, 39)),
  "as many levels as may be": journey(members((index) => `"${index}":${nested(29)}`, 660)),
  "long texts": journey(members((index) => `"${index}":"${"é".repeat(9_000)}"`)),
  "escaped texts": journey(members((index) => `"${index}":"${"\\u0041".repeat(9_000)}"`)),
  "one endless number": journey(`{"a":${"9".repeat(mebibyte - 100)}}`),
  "brackets without end": "[".repeat(mebibyte),
  "quotes without end": '"'.repeat(mebibyte),
  "unknown fields": members((index) => `"${index.toString(36)}":1`, 19_990),
  "steps full of faults": `{"steps":[${Array.from({ length: 500 }, () => '{"a":1,"b":2,"c":3,"order":1.5}').join(",")}]}`,
  "white space": " ".repeat(mebibyte),
};

/**
 * The longest time in milliseconds for which nothing else could run while the work went on. Counted in this thread's
 * own time on the processor, for a busy machine may hold up anybody for as long as it likes.
 */
async function longestBlock(work: Promise<unknown>): Promise<number> {
  let longest = 0;
  let done = false;
  void work.finally(() => (done = true));
  for (let last = process.threadCpuUsage(); !done; ) {
    await nextTurn();
    const { user, system } = process.threadCpuUsage(last);
    longest = Math.max(longest, (user + system) / 1_000);
    last = process.threadCpuUsage();
  }
  return longest;
}

/** Sends the bytes and waits only for the answer to begin: reading it would count as the server's time. */
async function statusOf(bytes: Uint8Array): Promise<number> {
  const socket = connect(listening.port, "127.0.0.1");
  socket.write(bytes);
  const [chunk] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  return Number(chunk.toString("latin1", 9, 12));
}

test.each(Object.entries(hostile))(
  "%s: a body of up to 1 MiB never holds up other requests for 50 ms",
  async (_what, body) => {
    const request = Buffer.from(
      `POST /api/v1/omni/journeys HTTP/1.1\r\nHost: a\r\nX-API-Key: key_app\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    // The first request also pays for compiling what it runs through.
    for (let attempt = 0; attempt < 3; attempt++) expect(await longestBlock(statusOf(request))).toBeLessThan(50);
  },
);
