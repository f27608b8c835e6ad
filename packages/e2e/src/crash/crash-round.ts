import { setTimeout as wait } from "node:timers/promises";
import { checkHistory } from "./check-history.ts";
import { crashClient, type CrashClient } from "./crash-client.ts";
import type { CrashRail } from "./crash-rail.ts";
import { observe } from "./observe.ts";
import { planText, type Plan } from "./plan.ts";
import { diceOf } from "./seeded.ts";

export interface RoundOutcome {
  readonly violations: readonly string[];
  /** The rail that was started on what the killed one left. */
  readonly rail: CrashRail;
  readonly clients: readonly CrashClient[];
  readonly commands: number;
  /** Commands whose fate was unknown after the kill. */
  readonly unknown: number;
  /** Of these, how many turned out to have taken effect. */
  readonly survived: number;
  readonly caughtUpAfterMs: number;
}

// A point that is not passed so often by then is not on the way of any command: the round would show nothing.
const diesWithinMs = 10_000;
/** Commands of each client that are repeated once more at the end. */
const repeats = 5;

/** Drives a rail until it dies, starts another on the same data, repeats what is unknown, and judges what is found. */
export async function crashRound(
  rail: CrashRail,
  { seed, plan, restart }: { readonly seed: number; readonly plan: Plan; readonly restart: () => Promise<CrashRail> },
): Promise<RoundOutcome> {
  const names = Array.from({ length: plan.connections }, (_, number) => `c${seed}-${plan.round}-${number}`);
  const clients = names.map((name) => crashClient(name, diceOf(seed, name)));
  await driveToDeath(rail, clients, plan);
  const unknown = clients.filter((client) => lastOutcome(client) === "unknown");
  const next = await restart();
  for (let tries = 0; tries < 10 && clients.some((client) => !client.finished()); tries++) {
    await Promise.all(clients.map((client) => client.drive(next.target, () => !client.finished())));
  }
  const dice = diceOf(seed, "repeats", plan.round);
  const numbers = () => Array.from({ length: repeats }, () => dice(0, 1_000));
  await Promise.all(clients.map((client) => client.repeat(next.target, numbers())));
  const history = await observe(next, clients);
  return {
    violations: checkHistory(history),
    rail: next,
    clients,
    commands: history.commands.length,
    unknown: unknown.length,
    survived: unknown.filter(survived).length,
    caughtUpAfterMs: history.caughtUpAfterMs,
  };
}

async function driveToDeath(rail: CrashRail, clients: readonly CrashClient[], plan: Plan): Promise<void> {
  const { death } = plan;
  if (death.kind === "at a point") await rail.process.ask("arm", death);
  const tooLate = new AbortController();
  const driving = Promise.all(clients.map((client) => client.drive(rail.target, () => !tooLate.signal.aborted)));
  if (death.kind === "at random") {
    await wait(death.afterMs);
    rail.process.kill();
  }
  const signal = await Promise.race([rail.process.ended, wait(diesWithinMs, "nothing" as const, { ref: false })]);
  tooLate.abort();
  if (signal !== "SIGKILL") {
    rail.process.kill();
    throw new Error(`the rail was to be ${planText(plan)}, but ended by ${signal ?? "itself"}`);
  }
  await driving;
  await rail.close();
}

const lastOutcome = (client: CrashClient) => client.commands().at(-1)?.attempts.at(-1)?.outcome;

/** The repeat of a command of unknown fate was answered as a replay: it had been committed before the kill. */
const survived = (client: CrashClient): boolean =>
  client
    .commands()
    .some(
      ({ attempts: [first, second] }) =>
        first?.outcome === "unknown" && second?.outcome === "accepted" && second.replayed,
    );
