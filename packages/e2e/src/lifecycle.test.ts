import { campaign } from "@omni/testkit/rounds";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { gatedStore } from "./rail/gated-store.ts";
import { type RailProcess, startProcess } from "./rail/rail-process.ts";
import { startEmbedded } from "./rail/start-rail.ts";
import { createJourney, freshId, type JourneyData, newJourney } from "./rest/resources.ts";
import { dataOf, type RestAnswer, type RestClient } from "./rest/rest-client.ts";

const inFlight = 50;
const stopMsMax = 10_000;

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "omni-life-"));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const start = (): Promise<RailProcess> => startProcess({ environment: { OMNI_DATA_DIR: data } });

const create = (client: RestClient, key: string): Promise<RestAnswer> =>
  client.post("/journeys", newJourney({ customerId: "cust_life" }), { "idempotency-key": key });

/** The answer, or nothing when the connection was refused or ended before it. */
const attempt = (request: Promise<RestAnswer>): Promise<RestAnswer | undefined> => request.catch(() => undefined);

test(`${inFlight} requests that are in hand when the rail is told to stop are all answered, and no new ones are taken`, async () => {
  const store = gatedStore();
  const rail = await startEmbedded({ wrap: store.wrap });
  store.hold();
  const requests = Array.from({ length: inFlight }, () => create(rail.alpha.app, freshId("life-")));
  await store.holds(inFlight);
  const stopping = rail.rail.stop();
  const { baseUrl, grpc } = rail.rail;
  await expect.poll(() => refusesConnections(baseUrl)).toBe(true);
  store.release();
  const answers = await Promise.all(requests);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  expect(new Set(answers.map(({ headers }) => headers.get("connection")))).toEqual(new Set(["close"]));
  await stopping;
  for (const address of Object.values(grpc)) expect(await refusesConnections(`http://${address}`)).toBe(true);
  const again = await rail.restart();
  const listed = dataOf<readonly JourneyData[]>(
    await again.alpha.app.get("/journeys?customerId=cust_life&perPage=100"),
    200,
  );
  expect(listed.map(({ id }) => id).toSorted()).toEqual(
    answers.map((answer) => dataOf<JourneyData>(answer, 201).id).toSorted(),
  );
  await again.stop();
});

const refusesConnections = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.once("connect", () => (socket.destroy(), resolve(false)));
    socket.once("error", () => resolve(true));
  });

test(`SIGTERM under ${inFlight} busy clients: exit code 0 in time; what was answered is kept, the rest can be sent again`, async () => {
  const { from, to } = campaign("lifecycle");
  for (let round = from; round <= to; round++) {
    const rail = await start();
    const sent = new Map<string, RestAnswer | undefined>();
    let over = false;
    const client = async (): Promise<void> => {
      while (!over) {
        const key = freshId("life-");
        const answer = await attempt(create(rail.app, key));
        sent.set(key, answer);
        if (answer === undefined) return;
      }
    };
    const clients = Array.from({ length: inFlight }, client);
    await expect.poll(() => sent.size, { interval: 5 }).toBeGreaterThan(200);
    const begun = performance.now();
    const ended = await rail.end("SIGTERM");
    over = true;
    expect([ended.code, ended.signal, ended.stderr]).toEqual([0, null, ""]);
    expect(performance.now() - begun).toBeLessThan(stopMsMax);
    await Promise.all(clients);
    expect(new Set([...sent.values()].map((answer) => answer?.status))).toEqual(new Set([201, undefined]));
    await expectEachOnce(sent);
  }
});

/** After a new start every key stands for one journey: the one that was answered, where there was an answer. */
async function expectEachOnce(sent: ReadonlyMap<string, RestAnswer | undefined>): Promise<void> {
  const rail = await start();
  const before = await total(rail.app);
  const ids = new Set<string>();
  for (const [key, answer] of sent) {
    const again = dataOf<JourneyData>(await create(rail.app, key), 201);
    if (answer) expect(again.id).toBe(dataOf<JourneyData>(answer, 201).id);
    ids.add(again.id);
  }
  expect(ids.size).toBe(sent.size);
  expect(await total(rail.app)).toBe(sent.size);
  expect(before).toBeGreaterThanOrEqual([...sent.values()].filter((answer) => answer !== undefined).length);
  expect((await rail.end()).code).toBe(0);
  rmSync(data, { recursive: true, force: true });
}

const total = async (app: RestClient): Promise<number> =>
  (JSON.parse((await app.get("/journeys?customerId=cust_life")).text) as { pagination: { total: number } }).pagination
    .total;

/** A client that sends the beginning of a request and never its end. */
async function openHalf({ appKey, baseUrl }: RailProcess): Promise<Socket> {
  const { hostname, port } = new URL(baseUrl);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  const head = `host: x\r\nauthorization: Bearer ${appKey}\r\ncontent-type: application/json\r\ncontent-length: 100`;
  // The rail asks for the body once it has looked at the head: then the request is in its hands.
  const asked = new Promise((resolve) => socket.once("data", resolve));
  socket.write(`POST /api/v1/omni/journeys HTTP/1.1\r\n${head}\r\nexpect: 100-continue\r\n\r\n`);
  expect(String(await asked)).toMatch(/^HTTP\/1\.1 100 /);
  socket.write("{");
  return socket;
}

test("a client that never ends its request does not keep the rail from stopping in time", async () => {
  const rail = await start();
  await createJourney(rail.app);
  const half = await openHalf(rail);
  const begun = performance.now();
  const ended = await rail.end("SIGINT");
  expect([ended.code, ended.signal]).toEqual([0, null]);
  expect(performance.now() - begun).toBeLessThan(stopMsMax);
  half.destroy();
});

test("a second signal ends the rail at once, and costs nothing that was answered", async () => {
  const rail = await start();
  const { id } = await createJourney(rail.app);
  const half = await openHalf(rail);
  void rail.end("SIGTERM");
  await expect.poll(() => refusesConnections(rail.baseUrl)).toBe(true);
  const ended = await rail.end("SIGTERM");
  expect([ended.code, ended.signal]).toEqual([null, "SIGTERM"]);
  half.destroy();
  const again = await start();
  expect(dataOf<JourneyData>(await again.app.get(`/journeys/${id}`), 200).id).toBe(id);
  expect((await again.end()).code).toBe(0);
});

test("the curl that is printed works when it is pasted, also after another start", async (context) => {
  if (spawnSync("curl", ["--version"]).status !== 0) context.skip("needs curl");
  const rail = await start();
  const [printed = ""] = /curl \S+ '\S+\/journeys' .*/.exec(rail.said()) ?? [];
  const paste = () =>
    JSON.parse(spawnSync("sh", ["-c", printed], { encoding: "utf8" }).stdout) as { data?: JourneyData };
  expect(paste().data).toMatchObject({ status: "created", currentStep: { id: "step_kyc" } });
  expect((await rail.end()).code).toBe(0);
  const again = await startProcess({ environment: { OMNI_DATA_DIR: data, OMNI_PORT: new URL(rail.baseUrl).port } });
  expect(paste().data).toMatchObject({ status: "created" });
  expect((await again.end()).code).toBe(0);
});

test("what the rail writes is for its own user alone, and a clean stop folds its files", async () => {
  const rail = await start();
  const modes = Object.fromEntries(readdirSync(data).map((name) => [name, statSync(join(data, name)).mode & 0o777]));
  expect(Object.keys(modes)).toEqual(
    expect.arrayContaining(["dev-credentials.json", "secrets.json", "journey.sqlite"]),
  );
  expect(new Set(Object.values(modes))).toEqual(new Set([0o600]));
  expect((await rail.end()).code).toBe(0);
  expect(readdirSync(data).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
});
