import { registerHooks } from "node:module";

// Loaded into a process of the cluster before its own main (`node --import`): the machine's clock, as the process sees
// it, is read from a file that a test writes. What measures how long something takes (drivers, deadlines on the wire,
// timers) goes on by real time.
const machine = import.meta.resolve("@omni/platform/process").replace(/index\.ts$/, "machine.ts");
const ownTime = "Date.now()";
const fileTime = `import { openClock } from ${JSON.stringify(new URL("clock-file.ts", import.meta.url).href)};\nconst readClock = openClock();\n`;

registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context);
    if (url !== machine) return loaded;
    const source = typeof loaded.source === "string" ? loaded.source : new TextDecoder().decode(loaded.source);
    if (source.split(ownTime).length !== 2)
      throw new Error("machine.ts has changed: where does a process take its time from?");
    return { ...loaded, source: `${fileTime}${source.replace(ownTime, "readClock()")}` };
  },
});
