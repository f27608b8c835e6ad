// Preloaded into each process. Node keeps what it has compiled for the next process only when this one ends well; one
// that is killed would have its successor do all of it again, and that is half of what a start takes.
import { flushCompileCache } from "node:module";

/** When the bustle of the start is over. */
const afterMs = 3_000;

setTimeout(flushCompileCache, afterMs).unref();
