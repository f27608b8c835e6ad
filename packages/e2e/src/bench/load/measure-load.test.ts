import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { withFloor } from "../servers.ts";
import { fill, measureLoad } from "./measure-load.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "omni-load-"));
  folders.push(folder);
  return folder;
}

test("what is counted is what was answered within the measured time, by all clients together", async () => {
  await withFloor(freshFolder(), async ({ field }) => {
    const load = await measureLoad({ field, clients: 4, warmSeconds: 0.2, seconds: 0.5 });
    expect(load.latency.count).toBe(load.create.count + load.advance.count);
    expect(load.commandsPerSecond).toBe(load.latency.count / 0.5);
    expect(load.commands).toBeGreaterThan(load.latency.count);
    expect(load.journeys).toBeGreaterThanOrEqual(4);
    expect(load.journeys).toBeLessThanOrEqual(load.commands / 7 + 4);
  });
});

test("a paced load keeps its pace", async () => {
  await withFloor(freshFolder(), async ({ field }) => {
    const load = await measureLoad({ field, clients: 4, warmSeconds: 0.2, seconds: 1, perSecond: 100 });
    expect(load.commandsPerSecond).toBeGreaterThan(70);
    expect(load.commandsPerSecond).toBeLessThanOrEqual(110);
  });
});

test("a refused command ends the measurement and says what was refused", async () => {
  await withFloor(freshFolder(), async ({ field }) => {
    const target = { ...field.target, apiKey: "another" };
    await expect(fill({ field: { ...field, target }, clients: 1, journeys: 1 })).rejects.toThrow(
      /POST .*\/journeys HTTP\/1.1 was answered 401/,
    );
  });
});
