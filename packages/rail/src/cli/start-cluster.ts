import { CannotStart, type SignalSource, untilStopped } from "@omni/platform/lifecycle";
import { isatty } from "node:tty";
import { type Cluster, openCluster } from "../cluster.ts";
import { openOutput } from "../cluster/output.ts";
import { welcomeToCluster } from "./welcome.ts";

const output = openOutput(1);
const say = (line: string): void => output.write(`${line}\n`);

// SIGHUP asks for a rolling restart and does not end anything.
const endingSignals: SignalSource = {
  once: (signal, listener) => signal === "SIGHUP" || process.once(signal, listener),
  off: (signal, listener) => process.off(signal, listener),
};

/**
 * `npm run start:cluster`: one process per service, until a signal ends them; SIGHUP puts new ones in their places. Exit
 * code 1 when the cluster cannot start, or gives up because of a crash loop.
 */
async function main(): Promise<number> {
  // What the cluster writes is for its own user alone, in whatever directory that is.
  process.umask(0o077);
  const asked: { hangUp: () => void } = { hangUp: () => say("SIGHUP: the cluster is still starting.") };
  process.on("SIGHUP", () => asked.hangUp());
  const stopped = untilStopped(endingSignals);
  const cluster = await start(stopped);
  if (typeof cluster === "number") return cluster;
  say(welcomeToCluster(cluster, process.pid));
  // Why a roll came to nothing stands in the log.
  asked.hangUp = () => void cluster.roll().catch(() => undefined);
  const signal = await Promise.race([stopped, cluster.gaveUp.then(() => undefined)]);
  if (signal === undefined) return 1;
  say(`\n${signal}: finishing what is in hand.`);
  await cluster.stop();
  say("The cluster has stopped.");
  return 0;
}

/** The cluster, or the exit code when there is none. */
async function start(stopped: Promise<NodeJS.Signals>): Promise<Cluster | number> {
  const starting = new AbortController();
  void stopped.then(() => starting.abort());
  const coloured = isatty(1) && !process.env["NO_COLOR"];
  try {
    return await openCluster({ environment: process.env, write: output.write, coloured, signal: starting.signal });
  } catch (error) {
    // What was said before comes first.
    await output.flush(1_000);
    if (!starting.signal.aborted) console.error(error instanceof CannotStart ? error.message : error);
    else say(`\n${await stopped}: the start was stopped.`);
    return starting.signal.aborted ? 0 : 1;
  }
}

const code = await main();
await output.flush(1_000);
// What kafkajs and others leave behind must not keep the process.
process.exit(code);
