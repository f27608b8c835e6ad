import { answerParent } from "../../process/answer-parent.ts";
import { fill, measureLoad } from "./measure-load.ts";
import { measureLists } from "./measure-lists.ts";
import { measureVisibility } from "./measure-visibility.ts";

/** The load generator: a process of its own, so that its work is not the rail's. */
const answers = {
  measureLoad,
  measureVisibility,
  measureLists,
  fill,
  /** Processor seconds that this process has used so far. */
  cpuSeconds: (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
};

export type Generator = typeof answers;

answerParent(undefined, answers);
