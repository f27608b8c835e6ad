import { type LogFields, openLog } from "@omni/platform/log";
import { expect, test } from "vitest";
import { keepServer, type Server } from "./keep-server.ts";

interface Line extends LogFields {
  readonly message: string;
}

/** A server that runs or not, as the test wants; `comesUp` answers whether the next start succeeds. */
function fakeServer(comesUp: () => boolean = () => true) {
  let end = Promise.withResolvers<void>();
  let running = true;
  const calls: string[] = [];
  const die = (): void => {
    running = false;
    end.resolve();
  };
  const server: Server = {
    pid: () => (running ? 1 : undefined),
    stop: async () => {
      calls.push("stop");
      die();
    },
    kill: async () => {
      calls.push("kill");
      die();
    },
    restart: async () => {
      calls.push("restart");
      die();
      if (!comesUp()) throw new Error("It does not come up.");
      running = true;
      end = Promise.withResolvers<void>();
    },
    ended: () => end.promise,
  };
  return { server, calls, die };
}

function keep(server: Server) {
  const lines: Line[] = [];
  const told = { lines, pauses: [] as number[], gaveUp: [] as string[] };
  const kept = keepServer({
    name: "mongod",
    server,
    log: openLog({ level: "debug", format: "json", write: (line) => void lines.push(JSON.parse(line) as Line) }),
    gaveUp: (reason) => void told.gaveUp.push(reason),
    pause: async (milliseconds) => told.pauses.push(milliseconds) > 0,
  });
  return { ...kept, told, messages: () => lines.map(({ message }) => message) };
}

test("a server that dies is started again at once, and that is said", async () => {
  const { server, die } = fakeServer();
  const { messages, told } = keep(server);
  die();
  await expect.poll(messages, { interval: 1 }).toEqual(["A server has died.", "A server has been restarted."]);
  expect([server.pid(), told.pauses]).toEqual([1, [0]]);
});

test("one that does not come up is tried again, ever more slowly, until it does", async () => {
  const outcomes = [false, false, true];
  const { server, die } = fakeServer(() => outcomes.shift() ?? true);
  const { told } = keep(server);
  die();
  await expect.poll(() => server.pid(), { interval: 1 }).toBe(1);
  expect(told.pauses).toEqual([0, 500, 1_000]);
  expect(told.lines[1]).toMatchObject({ component: "mongod", level: "warn", reason: "It does not come up." });
  expect(told.gaveUp).toEqual([]);
});

test("one that never comes up is a crash loop", async () => {
  const { server, die } = fakeServer(() => false);
  const { told } = keep(server);
  die();
  await expect.poll(() => told.gaveUp, { interval: 1 }).toHaveLength(1);
  expect(told.gaveUp[0]).toMatch(/^mongod is in a crash loop: .* It does not come up\.$/);
});

test("one that is stopped stays so until it is wanted again, and is watched again then", async () => {
  const { calls, die, server } = fakeServer();
  const { handle, messages } = keep(server);
  await handle.stop();
  expect([handle.pid(), calls, messages()]).toEqual([undefined, ["stop"], []]);
  await handle.restart();
  expect([handle.pid(), messages()]).toEqual([1, []]);
  die();
  await expect.poll(messages, { interval: 1 }).toEqual(["A server has died.", "A server has been restarted."]);
});

test("restarted by hand, it is not said to have died", async () => {
  const { server } = fakeServer();
  const { handle, messages, told } = keep(server);
  await handle.restart();
  expect([handle.pid(), messages(), told.pauses]).toEqual([1, [], []]);
});

test("stopped for good it is not started again, not even by who was about to", async () => {
  const gate = Promise.withResolvers<boolean>();
  const { calls, die, server } = fakeServer();
  const slow: Server = { ...server, restart: () => gate.promise.then(() => server.restart()) };
  const { messages, stop } = keep(slow);
  die();
  await expect.poll(messages, { interval: 1 }).toEqual(["A server has died."]);
  const stopping = stop(60_000);
  gate.resolve(true);
  await stopping;
  expect([server.pid(), calls]).toEqual([undefined, ["stop", "restart", "stop"]]);
});

test("one that does not stop in time is killed", async () => {
  const { calls, die, server } = fakeServer();
  const { stop } = keep({ ...server, stop: () => new Promise(() => undefined) });
  await stop(10);
  expect(calls).toEqual(["kill"]);
  die();
});
