import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { type LogFields, openLog, silentLog } from "../log/index.ts";
import { CannotStart, runProcess, startInOrder, untilStopped } from "./index.ts";

const collecting = (lines: LogFields[]) =>
  openLog({ level: "debug", format: "json", write: (line) => void lines.push(JSON.parse(line) as LogFields) });

/** A part that tells when it starts and stops. */
const part =
  (name: string, told: string[], stop: () => Promise<void> = async () => {}) =>
  () => {
    told.push(`+${name}`);
    return {
      name,
      stop: () => {
        told.push(`-${name}`);
        return stop();
      },
    };
  };

describe("starting in order", () => {
  test("stops in reverse, once, however often it is asked to", async () => {
    const told: string[] = [];
    const running = await startInOrder({ log: silentLog }, async (begin) => {
      const store = await begin("store", part("store", told));
      await begin("server", part(`server over ${store.name}`, told));
    });
    await Promise.all([running.stop(), running.stop()]);
    await running.stop();
    expect(told).toEqual(["+store", "+server over store", "-server over store", "-store"]);
  });

  test("stops what has begun when a part cannot start, and throws its error on", async () => {
    const told: string[] = [];
    const starting = startInOrder({ log: silentLog }, async (begin) => {
      await begin("store", part("store", told));
      await begin("server", () => Promise.reject(new CannotStart("The port is in use.")));
    });
    await expect(starting).rejects.toThrow("The port is in use.");
    expect(told).toEqual(["+store", "-store"]);
  });

  test("leaves behind a part that hangs or throws, says which, and stops the others", async () => {
    const told: string[] = [];
    const lines: LogFields[] = [];
    const running = await startInOrder({ log: collecting(lines), partMs: 10 }, async (begin) => {
      await begin("store", part("store", told));
      await begin(
        "broken",
        part("broken", told, () => Promise.reject(new Error("no"))),
      );
      await begin(
        "hanging",
        part("hanging", told, () => new Promise(() => {})),
      );
    });
    await running.stop();
    expect(told.slice(3)).toEqual(["-hanging", "-broken", "-store"]);
    expect(lines.map((line) => line.component)).toEqual(["hanging", "broken"]);
  });

  test("spends no more than the time for all, and still asks every part to stop", async () => {
    const told: string[] = [];
    const hanging = () => new Promise<void>(() => {});
    const running = await startInOrder({ log: silentLog, partMs: 60_000, allMs: 20 }, async (begin) => {
      for (const name of ["a", "b", "c"]) await begin(name, part(name, told, hanging));
    });
    await running.stop();
    expect(told.slice(3)).toEqual(["-c", "-b", "-a"]);
  });
});

describe("a process", () => {
  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("stops at %s and ends with 0", async (signal) => {
    const source = new EventEmitter();
    const told: string[] = [];
    const exit = runProcess(silentLog, async () => part("all", told)(), source);
    source.emit(signal);
    expect(await exit).toBe(0);
    expect(told).toEqual(["+all", "-all"]);
  });

  test("leaves the second signal to the system, which ends it at once", async () => {
    const source = new EventEmitter();
    const stopped = untilStopped(source);
    source.emit("SIGTERM");
    expect(await stopped).toBe("SIGTERM");
    expect(source.eventNames()).toEqual([]);
  });

  test("that cannot start says why in plain words, without a stack, and ends with 1", async () => {
    const lines: LogFields[] = [];
    const start = () => Promise.reject(new CannotStart("Port 8080 is in use: set OMNI_PORT to another."));
    expect(await runProcess(collecting(lines), start, new EventEmitter())).toBe(1);
    expect(lines).toMatchObject([{ level: "error", reason: "Port 8080 is in use: set OMNI_PORT to another." }]);
    expect(JSON.stringify(lines)).not.toContain(" at ");
  });
});
