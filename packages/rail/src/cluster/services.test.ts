import { instant } from "@omni/kernel";
import { CannotStart } from "@omni/platform/lifecycle";
import { silentLog } from "@omni/platform/log";
import { afterEach, describe, expect, test } from "vitest";
import { forEachService, type ServiceName, serviceNames } from "./service-names.ts";
import { openServices, type Services } from "./services.ts";
import { childEnvironment, type ChildBehaviour, childFile } from "./testing/child-behaviour.ts";

const opened: Services[] = [];
afterEach(async () => {
  for (const services of opened.splice(0)) await services.stop(serviceNames, 0);
});

/** Services whose processes behave as they are told at the moment, and what they say and find in their environment. */
function open(replicas: Partial<Record<ServiceName, number>> = {}) {
  const told = {
    behaviours: {} as Partial<Record<ServiceName, ChildBehaviour>>,
    said: [] as string[],
    places: [] as string[],
  };
  const services = openServices({
    replicas: forEachService((service) => replicas[service] ?? 1),
    file: () => childFile,
    environment: (service, place) => {
      told.places.push(`${service} ${place}`);
      return childEnvironment(told.behaviours[service] ?? {});
    },
    clock: () => instant(Date.now()),
    log: silentLog,
    say: (name, lines) => told.said.push(...lines.map((line) => `${name}: ${line.replace(/ \d+$/, "")}`)),
    changed: () => undefined,
    gaveUp: () => undefined,
    pause: () => Promise.resolve(true),
    patience: { readyMs: 10_000, endMs: 5_000 },
  });
  opened.push(services);
  return { services, told };
}

const startAll = async (services: Services): Promise<void> => {
  for (const service of serviceNames) await services.start(service);
};

// Processes take their time on a busy machine.
describe("services of several processes", { timeout: 60_000 }, () => {
  test("of several processes of a service the first takes work before the others start", async () => {
    const { services, told } = open({ access: 3 });
    await services.start("access");
    expect(told.places).toEqual(["access 0", "access 1", "access 2"]);
    expect(told.said[0]).toBe("access.1: takes work");
    expect(told.said.toSorted()).toEqual(["access.1: takes work", "access.2: takes work", "access.3: takes work"]);
  });

  test("a service of which one process does not take work does not start", async () => {
    const { services, told } = open();
    told.behaviours = { journey: { dies: "before it takes work" } };
    await services.start("access");
    await expect(services.start("journey")).rejects.toBeInstanceOf(CannotStart);
  });

  test("a roll goes from process to process, and each is replaced before the next one's turn", async () => {
    const { services, told } = open({ journey: 2 });
    await startAll(services);
    told.said.splice(0);
    await services.roll();
    const turn = (name: string) => [`${name}: takes work`, `${name}: asked to end`];
    expect(told.said).toEqual(["access", "journey.1", "journey.2", "timeline", "gateway"].flatMap(turn));
  });

  test("a roll ends at the first process that cannot be replaced; those after it stay as they are", async () => {
    const { services, told } = open();
    await startAll(services);
    told.said.splice(0);
    told.behaviours = { journey: { dies: "before it takes work" } };
    await expect(services.roll()).rejects.toThrow(/^journey does not take work \(exit code 3\)/);
    expect(told.said).toEqual(["access: takes work", "access: asked to end", "journey: There is nothing to live for."]);
  });

  test("a migration that fails tells its last words, and one that is stopped leaves no process", async () => {
    const { services, told } = open();
    told.behaviours = { access: { dies: "before it takes work" } };
    await expect(services.migrate("access")).rejects.toThrow(
      /^access cannot migrate its database \(exit code 3\)\. The last that it said:\n {2}There is nothing/,
    );
    const migrating = services.migrate("journey").catch((error: unknown) => String(error));
    await expect.poll(() => told.said, { interval: 5 }).toContain("journey: takes work");
    await services.stop(serviceNames, 5_000);
    expect(await migrating).toBeUndefined();
  });
});
