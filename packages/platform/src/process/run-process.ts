import { type Environment, readConfig } from "../config/index.ts";
import { type Begin, type Running, runProcess, runTask, startInOrder } from "../lifecycle/index.ts";
import { type Log, type LogOptions, openLog } from "../log/index.ts";
import { openTelemetry, serveMetrics, type Telemetry } from "../telemetry/index.ts";
import { announce, endWithParent } from "./announce.ts";
import { type Machine, machineWith } from "./machine.ts";
import { type Mode, modeOf } from "./mode.ts";
import { readVariables } from "./read-variables.ts";
import { processVariables, type ProcessValues, type VariablesOf } from "./variables.ts";

/** What is begun in a process has this at hand. */
export interface ProcessDeps<Own> extends Machine {
  readonly mode: Mode;
  readonly values: Own & ProcessValues;
  readonly telemetry: Telemetry;
  /** Begins a part, which is stopped when the process is. */
  readonly begin: Begin;
}

export interface ProcessDeclaration<Own> {
  /** The service's name, said in every line of the log. */
  readonly name: string;
  /** What it takes from its environment beside `processVariables`. */
  readonly variables: (mode: Mode) => VariablesOf<Own>;
  /** Opens all of it; answers where it can be reached. */
  readonly start: (deps: ProcessDeps<Own>) => Promise<{ readonly address: string }>;
}

/** A process that ends when its work is done. */
export interface TaskDeclaration<Own> extends Omit<ProcessDeclaration<Own>, "start"> {
  readonly work: (deps: ProcessDeps<Own>) => Promise<void>;
}

/**
 * The life of one process: reads its environment, starts, tells a supervisor where it listens, and runs until SIGTERM,
 * SIGINT, or the end of the supervisor. Resolves with the exit code, within 10 s of the signal; what kafkajs leaves
 * behind keeps the process alive, so whoever calls this exits with that code.
 */
export function runDeclared<Own>(
  { start, ...declared }: ProcessDeclaration<Own>,
  environment: Environment = process.env,
): Promise<0 | 1> {
  endWithParent();
  const { log, begun } = beginning(declared, environment, async (deps) => {
    const metrics = await deps.begin("metrics", () => openMetrics(deps));
    const { address } = await start(deps);
    log.info({ address }, "The process takes work.");
    announce({ kind: "listening", service: declared.name, address, metricsPort: metrics.port });
  });
  return runProcess(log, begun);
}

/** Does a piece of work in the same surroundings and ends. Resolves with the exit code. */
export function runTaskDeclared<Own>(
  { work, ...declared }: TaskDeclaration<Own>,
  environment: Environment = process.env,
): Promise<0 | 1> {
  const { log, begun } = beginning(declared, environment, work);
  return runTask(log, begun);
}

function beginning<Own>(
  { name, variables }: Omit<ProcessDeclaration<Own>, "start">,
  environment: Environment,
  work: (deps: ProcessDeps<Own>) => Promise<void>,
): { readonly log: Log; readonly begun: () => Promise<Running> } {
  // What a process writes is for its own user alone.
  process.umask(0o077);
  const mode = modeOf(environment);
  const log = openLog(logOptions(mode, environment)).with({ service: name });
  const open = async (begin: Begin): Promise<void> => {
    // Each value was read by the variable of its name.
    const values = readVariables({ ...processVariables(mode), ...variables(mode) }, environment) as Own & ProcessValues;
    const telemetry = await begin("telemetry", openTelemetry);
    await work({ ...machineWith({ log }), mode, values, telemetry, begin });
  };
  return { log, begun: () => startInOrder({ log }, open) };
}

/** As far as they are valid: that a configuration is not has to be told, too. */
function logOptions(mode: Mode, environment: Environment): LogOptions {
  const { OMNI_LOG_LEVEL, OMNI_LOG_FORMAT } = processVariables(mode);
  const level = readConfig({ OMNI_LOG_LEVEL }, environment);
  const format = readConfig({ OMNI_LOG_FORMAT }, environment);
  return {
    level: level.ok ? level.values.OMNI_LOG_LEVEL : "info",
    format: format.ok ? format.values.OMNI_LOG_FORMAT : "json",
  };
}

function openMetrics({ telemetry, values }: ProcessDeps<unknown>) {
  const { OMNI_HOST: host, OMNI_METRICS_PORT: port, OMNI_SHARE_PORTS: sharePort } = values;
  // Any free port is nobody else's.
  return serveMetrics(telemetry, { host, port, sharePort: sharePort && port !== 0 });
}
