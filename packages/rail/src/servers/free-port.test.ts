import { once } from "node:events";
import { createServer } from "node:net";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { freePort, listenBriefly, rangeBeside } from "./free-port.ts";

test.each([
  ["32768\t60999\n", { from: 10_240, to: 32_767 }],
  [undefined, { from: 10_240, to: 32_767 }],
  ["nonsense", { from: 10_240, to: 32_767 }],
  ["1024 60999", { from: 61_000, to: 65_535 }],
  ["1024 65000", { from: 10_240, to: 65_535 }],
])("beside the kernel's own range %j lie %j", (ephemeral, range) => {
  expect(rangeBeside(ephemeral)).toEqual(range);
});

test("a port is one that no outgoing connection is given, and one can listen there", async () => {
  const port = await freePort();
  await listenBriefly("127.0.0.1", port);
  if (process.platform !== "linux") return;
  const [low = 0, high = 0] = readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8").split(/\s+/).map(Number);
  expect(port < low || port > high).toBe(true);
});

test("a port is given out once, also before anybody listens there, and none that is in use", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  // Next to a port that is in use; what lies there may be in use as well.
  const address = other.address();
  const used = typeof address === "object" && address ? address.port : 0;
  await expect(freePort({ range: { from: used, to: used } })).rejects.toThrow(`no free port from ${used} to ${used}`);
  other.close();
  const range = { from: 20_000, to: 20_009 };
  const given: number[] = [];
  while (given.length <= 10) {
    const port = await freePort({ range }).catch(() => undefined);
    if (port === undefined) break;
    given.push(port);
  }
  expect(given.length).toBeGreaterThan(0);
  expect(given.length).toBeLessThanOrEqual(10);
  expect(new Set(given).size).toBe(given.length);
});

test("many processes that look at once find different ports, and a killed one's are free again", {
  timeout: 60_000,
}, async () => {
  const source = fileURLToPath(new URL("free-port.ts", import.meta.url));
  // As many places as processes want: each must be found by exactly one.
  const range = { from: 21_000, to: 21_011 };
  const script = `import { freePort } from ${JSON.stringify(source)};
    const ports = [];
    for (let n = 0; n < 3; n++) ports.push(await freePort({ range: ${JSON.stringify(range)} }).catch(() => 0));
    process.stdout.write(JSON.stringify(ports));
    setInterval(() => undefined, 1_000);`;
  const args = ["--conditions=omni-source", "--input-type=module-typescript", "--eval", script];
  const children = [1, 2, 3].map(() => spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] }));
  const found = await Promise.all(
    children.map(async (child) => JSON.parse(String((await once(child.stdout, "data"))[0])) as number[]),
  );
  const ports = found.flat().filter((port) => port !== 0);
  expect(ports.length).toBeGreaterThan(3);
  expect(new Set(ports).size).toBe(ports.length);
  await Promise.all(children.map(async (child) => (child.kill("SIGKILL"), once(child, "close"))));
  const [first = 0] = ports;
  expect(await freePort({ range: { from: first, to: first } })).toBe(first);
});
