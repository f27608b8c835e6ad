import type { Handler, Message } from "../port.ts";

/** The calls of one group's handler: never two at once. */
export interface HandlerCalls {
  /**
   * Resolves or rejects as the handler does with this batch. Batches of several partitions of a topic that wait at the
   * same time go over in one call, within the size of a batch; when that fails, each is handed over on its own.
   */
  readonly handle: Handler;
  /** Never goes over together with others. */
  readonly handleAlone: Handler;
}

interface Waiting {
  readonly batch: readonly Message[];
  readonly alone: boolean;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export function handlerCalls(handler: Handler, batchMax: number): HandlerCalls {
  const queue: Waiting[] = [];
  let working = false;
  const work = async () => {
    // The partitions of one fetch arrive in one turn of the event loop.
    await new Promise((resolve) => void setImmediate(resolve));
    for (let round = nextRound(queue, batchMax); round.length > 0; round = nextRound(queue, batchMax)) {
      await call(handler, round);
    }
    working = false;
  };
  const add = (batch: readonly Message[], alone: boolean) =>
    new Promise<void>((done, failed) => {
      queue.push({ batch, alone, done, failed });
      if (working) return;
      working = true;
      void work();
    });
  return { handle: (batch) => add(batch, false), handleAlone: (batch) => add(batch, true) };
}

function nextRound(queue: Waiting[], batchMax: number): readonly Waiting[] {
  const [first] = queue;
  let count = 0;
  const end = queue.findIndex(({ batch, alone }, index) => {
    count += batch.length;
    const joins = !alone && !first?.alone && batch[0]?.topic === first?.batch[0]?.topic && count <= batchMax;
    return index > 0 && !joins;
  });
  return queue.splice(0, end < 0 ? queue.length : end);
}

async function call(handler: Handler, round: readonly Waiting[]): Promise<void> {
  if (round.length > 1 && (await isTaken(handler, round))) {
    for (const { done } of round) done();
    return;
  }
  for (const { batch, done, failed } of round) {
    try {
      await handler(batch);
      done();
    } catch (error) {
      failed(error);
    }
  }
}

async function isTaken(handler: Handler, round: readonly Waiting[]): Promise<boolean> {
  try {
    await handler(round.flatMap(({ batch }) => batch));
    return true;
  } catch {
    // Whose fault it was shows when each is called alone, and is reported there.
    return false;
  }
}
