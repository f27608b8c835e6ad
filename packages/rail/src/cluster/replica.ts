import { CannotStart } from "@omni/platform/lifecycle";
import type { Log } from "@omni/platform/log";
import { afterRun, crashLoop, noRuns, type Runs } from "./crash-rule.ts";
import { describeExit, type Exit, type ServiceProcess } from "./service-process.ts";
import { within } from "./within.ts";

export interface ReplicaOptions {
  /** `journey`, or `journey.2` where there are several. */
  readonly name: string;
  readonly log: Log;
  readonly launch: () => ServiceProcess;
  /** Hears when a process has come or gone. */
  readonly changed: () => void;
  /** Hears that its processes are in a crash loop, and are not started again. */
  readonly gaveUp: (reason: string) => void;
  /** False when all is over, and nothing is to be started any more. */
  readonly pause: (milliseconds: number) => Promise<boolean>;
  readonly patience?: Patience;
}

export interface Patience {
  /** A process must take work by then. */
  readonly readyMs: number;
  /** A predecessor must have ended by then. */
  readonly endMs: number;
}

// A process drains within 10 s.
const usualPatience: Patience = { readyMs: 60_000, endMs: 12_000 };

/** One place of a service that is always filled by one process. */
export class Replica {
  readonly name: string;
  readonly #options: ReplicaOptions;
  readonly #log: Log;
  readonly #patience: Patience;
  readonly #living = new Set<ServiceProcess>();
  #current: ServiceProcess | undefined;
  #runs: Runs = noRuns;
  #stopping = false;

  constructor(options: ReplicaOptions) {
    this.name = options.name;
    this.#options = options;
    this.#log = options.log.with({ component: options.name });
    this.#patience = options.patience ?? usualPatience;
  }

  /** The processes that live at the moment: two while one takes over from the other. */
  processes(): readonly ServiceProcess[] {
    return [...this.#living];
  }

  /** Starts the first process; resolves when it takes work. Throws `CannotStart`, with its last words, when it does not. */
  async start(): Promise<void> {
    const first = this.#begin();
    const failure = await this.#failureOf(first);
    if (failure !== undefined) throw new CannotStart(failure);
    this.#install(first);
    this.#tell(first, "A process has started.");
  }

  /**
   * Puts a new process in the place: when it takes work the old one is ended. When it does not, it is ended, the old one
   * stays, and this throws.
   */
  async roll(): Promise<void> {
    const successor = this.#begin();
    const failure = await this.#failureOf(successor);
    if (failure !== undefined) throw new Error(failure);
    const predecessor = this.#current;
    this.#install(successor);
    this.#runs = noRuns;
    const gently = (await predecessor?.end(this.#patience.endMs)) ?? true;
    if (!gently) this.#log.warn({}, "A predecessor did not end in time, and was killed.");
    this.#tell(successor, "A process has been replaced.");
  }

  /** Ends all its processes; what has not gone within so many milliseconds is killed. */
  async stop(patienceMs: number): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.processes().map((one) => one.end(patienceMs)));
  }

  #begin(): ServiceProcess {
    if (this.#stopping) throw new CannotStart("The cluster is stopping.");
    const begun = this.#options.launch();
    this.#living.add(begun);
    void this.#forgetEnded(begun);
    return begun;
  }

  async #forgetEnded(begun: ServiceProcess): Promise<void> {
    await begun.ended;
    this.#living.delete(begun);
    this.#options.changed();
  }

  /** Resolves when it takes work; answers why it does not. Who does not in time is ended. */
  async #failureOf(begun: ServiceProcess): Promise<string | undefined> {
    const { readyMs, endMs } = this.#patience;
    if (await within(readyMs, begun.listening)) {
      this.#options.changed();
      return undefined;
    }
    const how = begun.hasEnded() ? describeExit(await begun.ended) : `not within ${readyMs / 1_000} s`;
    await begun.end(endMs);
    return [`${this.name} does not take work (${how}). The last that it said:`, ...begun.lastWords()].join("\n  ");
  }

  #install(begun: ServiceProcess): void {
    this.#current = begun;
    void this.#replaceDead(begun);
  }

  /** Whether another process has the place, or none is wanted there. */
  #isOver(begun: ServiceProcess): boolean {
    return this.#stopping || this.#current !== begun;
  }

  async #replaceDead(begun: ServiceProcess): Promise<void> {
    const exit = await begun.ended;
    if (this.#isOver(begun)) return;
    const pauseMs = this.#judge(begun, exit);
    if (pauseMs === undefined) return;
    if (!(await this.#options.pause(pauseMs)) || this.#isOver(begun)) return;
    const next = this.#begin();
    this.#install(next);
    const failure = await this.#failureOf(next);
    if (failure === undefined) this.#tell(next, "A process has been restarted.");
  }

  /** How long to wait before the next run; `undefined` when there is none. */
  #judge(dead: ServiceProcess, exit: Exit): number | undefined {
    const how = describeExit(exit);
    this.#log.warn({ reason: how, durationMs: Math.round(exit.ranMs) }, "A process has died.");
    const verdict = afterRun(this.#runs, { ranMs: exit.ranMs, ready: dead.announced() !== undefined });
    if (verdict === "crash loop") {
      this.#options.gaveUp(crashLoop(this.name, how));
      return undefined;
    }
    this.#runs = verdict.runs;
    return verdict.pauseMs;
  }

  #tell(one: ServiceProcess, message: string): void {
    this.#log.info({ address: one.announced()?.address ?? "" }, message);
  }
}
