import { CannotStart, untilStopped } from "@omni/platform/lifecycle";
import { type EmbeddedRail, openEmbeddedRail } from "../embedded.ts";
import { welcome } from "./welcome.ts";

/** `npm start`: the whole rail in this process, until a signal ends it. Exit code 1 when it cannot start. */
async function main(): Promise<number> {
  // What the rail writes is for its own user alone, in whatever directory that is.
  process.umask(0o077);
  // Listens from the beginning: who stops a rail that is still starting gets it stopped.
  const stopped = untilStopped();
  const rail = await start();
  if (rail === undefined) return 1;
  console.log(welcome(rail));
  const signal = await stopped;
  console.log(`\n${signal}: finishing what is in hand.`);
  await rail.stop();
  console.log("The rail has stopped.");
  return 0;
}

async function start(): Promise<EmbeddedRail | undefined> {
  try {
    return await openEmbeddedRail({ environment: process.env });
  } catch (error) {
    console.error(error instanceof CannotStart ? error.message : error);
    return undefined;
  }
}

// What did not stop in time must not keep the process.
process.exit(await main());
