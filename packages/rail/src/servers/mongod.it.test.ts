import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silentLog } from "@omni/platform/log";
import { migrateMongoStore } from "@omni/platform/store/mongo";
import { mongodServer } from "./mongod.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "omni-mongod-"));
});
afterEach(() => rm(directory, { recursive: true }));

describe("a mongod of our own", () => {
  test("takes writes once it is up, keeps its port and data over a kill and a stop, and tells when it has ended", async () => {
    const server = await mongodServer({ directory });
    const migrate = () => migrateMongoStore({ url: server.url, database: "things", collections: [], log: silentLog });
    expect(await migrate()).toContain("answers.expiry");
    const [url, first] = [server.url, server.pid()];
    const ended = server.ended();
    await server.kill();
    await ended;
    expect(server.pid()).toBeUndefined();
    await server.restart();
    expect([server.url, server.pid() === first]).toEqual([url, false]);
    expect(await migrate()).toEqual([]);
    await server.stop();
    expect(server.pid()).toBeUndefined();
  });

  test("goes on with data of another start, on another port", async () => {
    const first = await mongodServer({ directory });
    const database = { database: "things", collections: [], log: silentLog };
    await migrateMongoStore({ ...database, url: first.url });
    await first.kill();
    const second = await mongodServer({ directory });
    expect(second.url).not.toBe(first.url);
    expect(await migrateMongoStore({ ...database, url: second.url })).toEqual([]);
    await second.kill();
  });

  test("whose start is called off leaves no process", async () => {
    const off = new AbortController();
    const starting = mongodServer({ directory, signal: off.signal });
    off.abort();
    await expect(starting).rejects.toThrow("mongod was stopped while it started.");
    await (await mongodServer({ directory })).kill();
  });

  test("that cannot come up says why, and leaves no process", async () => {
    const server = await mongodServer({ directory });
    const port = Number(/:(\d+)\//.exec(server.url)?.[1]);
    await server.kill();
    const wrong = mongodServer({ directory, port, parameters: { noSuchParameter: "1" } });
    await expect(wrong).rejects.toThrow(/mongod ended while it started[^]*mongod\.log/);
  });
});
