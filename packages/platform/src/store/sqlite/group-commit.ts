import { isEnvironmental } from "./database.ts";

/** Jobs on their way into a shared transaction. */
export interface GroupCommit<Job, Answer> {
  /** Resolves after COMMIT with the job's own answer; rejects when the transaction failed as a whole. */
  add(job: Job): Promise<Answer>;
  /** Commits what waits, now. */
  flush(): void;
}

export interface GroupCommitOptions<Job, Answer> {
  /** Runs one transaction and answers job by job, in the order given; throws when nothing of it was written. */
  readonly commit: (jobs: readonly Job[]) => readonly Answer[];
  /** How much work a job is, in the unit of `weightMax`. */
  readonly weigh: (job: Job) => number;
  /** A transaction takes jobs until it weighs this much, so that the event loop is never blocked for long. */
  readonly weightMax: number;
}

interface Waiting<Job, Answer> {
  readonly job: Job;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Jobs that arrive in one turn of the event loop share one transaction, and with it one flush to the disk. */
export function groupCommit<Job, Answer>(options: GroupCommitOptions<Job, Answer>): GroupCommit<Job, Answer> {
  let waiting: Waiting<Job, Answer>[] = [];
  const commitNext = () => {
    const group = takeGroup(waiting, options);
    waiting = waiting.slice(group.length);
    commitGroup(group, options.commit);
  };
  const turn = () => {
    if (waiting.length > 0) commitNext();
    if (waiting.length > 0) setImmediate(turn);
  };
  return {
    add: (job) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(turn);
        waiting.push({ job, resolve, reject });
      }),
    flush: () => {
      while (waiting.length > 0) commitNext();
    },
  };
}

function takeGroup<Job, Answer>(
  waiting: readonly Waiting<Job, Answer>[],
  { weigh, weightMax }: GroupCommitOptions<Job, Answer>,
): readonly Waiting<Job, Answer>[] {
  let weight = 0;
  const end = waiting.findIndex(({ job }, index) => {
    weight += weigh(job);
    return weight > weightMax && index > 0;
  });
  return end < 0 ? waiting : waiting.slice(0, end);
}

function commitGroup<Job, Answer>(
  group: readonly Waiting<Job, Answer>[],
  commit: GroupCommitOptions<Job, Answer>["commit"],
): void {
  let answers: readonly Answer[];
  try {
    answers = commit(group.map(({ job }) => job));
  } catch (error) {
    // A bug in one job must not fail its neighbours: each is then committed by itself.
    if (group.length > 1 && !isEnvironmental(error)) for (const one of group) commitGroup([one], commit);
    else for (const { reject } of group) reject(error);
    return;
  }
  // `commit` answers every job, in order.
  group.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
}
