import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openEmbeddedRail } from "@omni/rail/embedded";
import { type Ended, failToStart, type ProcessOptions, startProcess } from "./rail/rail-process.ts";
import { createJourney, type JourneyData } from "./rest/resources.ts";
import { dataOf, restClient, type RestClient } from "./rest/rest-client.ts";

// Whatever keeps the rail from starting is told in one message, with exit code 1, and costs no data.
let prepared: string;
let journeyId: string;
beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), "omni-prepared-"));
  journeyId = await withRailOn(prepared, async (app) => (await createJourney(app)).id);
});
afterAll(() => rmSync(prepared, { recursive: true, force: true }));

let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "omni-start-"));
  data = join(folder, "data");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a rail on a directory for the time of some work. */
async function withRailOn<T>(directory: string, work: (app: RestClient) => Promise<T>): Promise<T> {
  const environment = { OMNI_DATA_DIR: directory, OMNI_PORT: "0" };
  const rail = await openEmbeddedRail({ environment });
  try {
    return await work(restClient(rail.baseUrl, rail.tenants[0]?.appKey));
  } finally {
    await rail.stop();
  }
}

/** The data of a rail that has run, with one journey. */
const useData = (): void => cpSync(prepared, data, { recursive: true });

/** The data can be used as before, and the journey is there. */
const expectJourney = (): Promise<void> =>
  withRailOn(data, async (app) => {
    expect(dataOf<JourneyData>(await app.get(`/journeys/${journeyId}`), 200).id).toBe(journeyId);
  });

const onData = (environment: Readonly<Record<string, string>> = {}): ProcessOptions => ({
  environment: { OMNI_DATA_DIR: data, ...environment },
});

function expectMessage(ended: Ended, message: string): void {
  expect({ code: ended.code, signal: ended.signal, stderr: ended.stderr }).toEqual({
    code: 1,
    signal: null,
    stderr: `${message}\n`,
  });
  expect(ended.stdout).toBe("");
}

const fingerprints = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(data).map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(data, name)))
        .digest("hex"),
    ]),
  );

describe("the data directory", () => {
  test("a file in its place", async () => {
    writeFileSync(data, "somebody's file");
    expectMessage(
      await failToStart(onData()),
      `The data directory ${data} cannot be used: there is a file in its place. Move the file away, or choose another directory. (OMNI_DATA_DIR)`,
    );
    expect(readFileSync(data, "utf8")).toBe("somebody's file");
  });

  test("a file where a parent should be", async () => {
    writeFileSync(data, "somebody's file");
    const below = join(data, "below");
    expectMessage(
      await failToStart(onData({ OMNI_DATA_DIR: below })),
      `The data directory ${below} cannot be used: there is a file in its place. Move the file away, or choose another directory. (OMNI_DATA_DIR)`,
    );
  });

  // Root may write where the bits forbid it, but nobody can in these file systems of the kernel.
  test.runIf(process.platform === "linux").each([
    ["/proc/omni", "it cannot be made there. Choose another directory."],
    ["/proc/self", "nothing can be written there. Choose another directory."],
  ])("nothing can be made in %s", async (directory, reason) => {
    expectMessage(
      await failToStart(onData({ OMNI_DATA_DIR: directory })),
      `The data directory ${directory} cannot be used: ${reason} (OMNI_DATA_DIR)`,
    );
  });

  test.runIf(process.platform === "linux")(
    "a directory that may not be written, or that is mounted read-only",
    async () => {
      const ended = await failToStart(onData({ OMNI_DATA_DIR: "/sys" }));
      expect(ended.code).toBe(1);
      // Which of the two depends on how this machine mounts it.
      const reasons = [
        "this user may not write in it. Give the user the right to, or choose another directory.",
        "it lies on a file system that is read-only. Choose another directory.",
      ];
      const messages = reasons.map((reason) => `The data directory /sys cannot be used: ${reason} (OMNI_DATA_DIR)\n`);
      expect(messages).toContain(ended.stderr);
    },
  );

  test("a second instance on the same data", async () => {
    useData();
    const first = await startProcess(onData());
    const before = readFileSync(join(data, "dev-credentials.json"), "utf8");
    expectMessage(
      await failToStart(onData()),
      `${join(data, "bus.sqlite")} is in use by another process. Stop the other instance, or choose another OMNI_DATA_DIR.`,
    );
    expect(readFileSync(join(data, "dev-credentials.json"), "utf8")).toBe(before);
    expect(dataOf<JourneyData>(await first.app.get(`/journeys/${journeyId}`), 200).id).toBe(journeyId);
    expect((await first.end()).code).toBe(0);
    await expectJourney();
  });

  test("a full disk", async (context) => {
    const small = `mount -t tmpfs -o size=24k none ${data}`;
    mkdirSync(data);
    // A disk of its own, which no other process sees and which is gone with the rail's process.
    if (spawnSync("unshare", ["--mount", "sh", "-c", small]).status !== 0)
      context.skip("may not mount a small disk here");
    const ended = await failToStart({
      ...onData(),
      before: ["unshare", "--mount", "sh", "-c", `${small} && exec "$@"`, "sh"],
    });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      /^(The data directory|\S+) cannot be written: the disk is full\. Make room and start again\.\n$/,
    );
  });
});

describe("damaged data", () => {
  test.each([
    ["the first page of bus.sqlite", "bus", 0, /file is not a database/],
    ["the first page of access.sqlite", "access", 0, /file is not a database/],
    ["the first page of timeline.sqlite", "timeline", 0, /file is not a database/],
    ["an inner page of journey.sqlite", "journey", 2 * 4096, /^database disk image is malformed: Tree \d+ page 3: /],
  ])("%s is overwritten", async (_place, name, offset, reason) => {
    useData();
    const file = join(data, `${name}.sqlite`);
    const good = readFileSync(file);
    writeFileSync(
      file,
      Buffer.concat([good.subarray(0, offset), Buffer.alloc(4096, "x"), good.subarray(offset + 4096)]),
    );
    const before = fingerprints();
    const ended = await failToStart(onData());
    expect(ended.code).toBe(1);
    const [found = "", message] = /is damaged or no database \((.*)\)\. /.exec(ended.stderr) ?? [];
    expect(message).toMatch(reason);
    expect(ended.stderr).toBe(
      `${file} ${found}Nothing was changed. Restore it from a backup, or choose another OMNI_DATA_DIR.\n`,
    );
    const kept = (all: Readonly<Record<string, string>>) => [all[`${name}.sqlite`], all["secrets.json"]];
    expect(kept(fingerprints())).toEqual(kept(before));
    writeFileSync(file, good);
    await expectJourney();
  });

  test("secrets that are gone are not made anew: keys and tokens would be void", async () => {
    useData();
    const file = join(data, "secrets.json");
    const good = readFileSync(file);
    rmSync(file);
    expectMessage(
      await failToStart(onData()),
      `${file} is missing, and the data beside it cannot be used without it. Restore it from a backup, or choose another OMNI_DATA_DIR than ${data} to begin anew.`,
    );
    writeFileSync(file, "{}");
    expectMessage(
      await failToStart(onData()),
      `${file} does not hold the rail's four secrets. Restore it from a backup, or choose another OMNI_DATA_DIR than ${data} to begin anew.`,
    );
    writeFileSync(file, good);
    await expectJourney();
  });
});

describe("ports", () => {
  test.each([
    [
      "OMNI_PORT",
      (port: number) =>
        `Port ${port} on 127.0.0.1 is in use: end the process that holds it, or set OMNI_PORT to another port (0 = any free one).`,
    ],
    [
      "OMNI_GRPC_PORT_JOURNEY",
      (port: number) =>
        `The gRPC port of journey, ${port} on 127.0.0.1, cannot be opened: it is in use. Set OMNI_GRPC_PORT_JOURNEY to another port (0 = any free one).`,
    ],
    [
      "OMNI_METRICS_PORT",
      (port: number) =>
        `The metrics port, ${port} on 127.0.0.1, cannot be opened: it is in use. Set OMNI_METRICS_PORT to another port (0 = any free one).`,
    ],
  ])("%s in use", async (variable, message) => {
    const other = createServer();
    other.listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address ? address.port : 0;
    useData();
    expectMessage(await failToStart(onData({ [variable]: String(port) })), message(port));
    other.close();
    await expectJourney();
  });

  test("a host that is none of this machine's", async () => {
    const ended = await failToStart(onData({ OMNI_HOST: "192.0.2.1" }));
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      /^The metrics port, 0 on 192\.0\.2\.1, cannot be opened: OMNI_HOST is no address of this machine\..*\n$/,
    );
  });
});
