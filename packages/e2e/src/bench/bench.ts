import type { LoadGenerator } from "./measure-throughput.ts";
import type { Options } from "./options.ts";

/** What every part of a benchmark works with. */
export interface Bench {
  readonly options: Options;
  readonly generator: LoadGenerator;
  /** Data of the servers: removed afterwards by whoever made it. */
  readonly folder: string;
  /** Where profiles are kept. */
  readonly output: string;
  readonly say: (line: string) => void;
}
