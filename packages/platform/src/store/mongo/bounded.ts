import { setTimeout as wait } from "node:timers/promises";
import { StoreAway } from "../store-away.ts";

/** No operation keeps a caller longer: below the 5 s that a call has. */
const operationMaxMs = 4_500;

/** The driver's own bounds, each below the one above: waiting for a primary, for a connection, for an answer. */
export const driverBounds = {
  serverSelectionTimeoutMS: 3_500,
  connectTimeoutMS: 3_500,
  waitQueueTimeoutMS: 3_500,
  socketTimeoutMS: 4_000,
} as const;

/** The server's bounds on one command: on its work, and on the wait for a majority. */
export const maxTimeMS = 3_500;
export const majority = { w: "majority", journal: true, wtimeoutMS: 3_500 } as const;
/** For what may be lost, because losing it only repeats something. */
export const one = { w: 1, journal: false } as const;

/**
 * Runs one operation on the server, which must bear being repeated: it is tried again when its connection is lost.
 * Rejects with `StoreAway` when the server is away or slow (the operation may still take effect then), and with what
 * was thrown when it is our own mistake.
 */
export async function bounded<T>(operation: () => Promise<T>, withinMs: number = operationMaxMs): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreAway("MongoDB has not answered in time.")), withinMs);
  });
  try {
    return await Promise.race([persistent(operation, withinMs), late]);
  } catch (error) {
    throw isOurs(error) ? error : new StoreAway(reasonOf(error), { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

// The driver tries again by itself, but not what was in flight when its monitor was the first to notice a lost server.
async function persistent<T>(operation: () => Promise<T>, withinMs: number): Promise<T> {
  for (const begun = performance.now(); ; await wait(againAfterMs)) {
    try {
      return await operation();
    } catch (error) {
      if (!isLostConnection(error) || performance.now() - begun > withinMs - againAfterMs) throw error;
    }
  }
}

const againAfterMs = 50;

// The last two: the monitor has given up the server, and the driver has cut off every connection to it, in use or not.
const lostConnections = new Set(["MongoNetworkError", "MongoPoolClearedError", "PoolClearedOnNetworkError"]);

/** A connection that ended, or a socket that had ended before the driver wrote to it (a plain error of the system). */
function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "MongoBulkWriteError") return codeOf(error) === undefined;
  return lostConnections.has(error.name) || codeOf(error) === "EPIPE";
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const duplicateKey = 11_000;
/** BadValue, FailedToParse, TypeMismatch, and what index or key a command may not have: the command is wrong. */
const wrongCommands = new Set<unknown>([2, 9, 14, 27, 28, 40, 52, 66, 291, 10_334, 17_419, 17_420, duplicateKey]);

/** Whether the server, or the library before it, refused what we asked: asking again would not help. */
function isOurs(error: unknown): boolean {
  if (error instanceof StoreAway || !(error instanceof Error)) return true;
  if (error.name === "MongoServerError" || error.name === "MongoBulkWriteError")
    return wrongCommands.has(codeOf(error));
  if (isLostConnection(error)) return false;
  // A socket that ends while the driver writes to it comes as the plain error of the system: EPIPE and the like.
  const isOfTheSystem = error.name === "Error" && typeof codeOf(error) === "string";
  return !isOfTheSystem && (!error.name.startsWith("Mongo") || error.name === "MongoInvalidArgumentError");
}

const codeOf = (error: Error): unknown => ("code" in error ? error.code : undefined);

/** BSONObjectTooLarge, and the two ways in which an update says the same. */
const tooLarge = new Set<unknown>([10_334, 17_419, 17_420]);

/** Whether a write would have made a document of more than 16 MiB. */
export const isTooLarge = (error: unknown): boolean =>
  // The second is how the driver says that its own buffer is at its end.
  error instanceof Error && (tooLarge.has(codeOf(error)) || error instanceof RangeError);

/** The fields of the unique index that a write met; `undefined` when the error says something else. */
export function duplicateKeyOf(error: unknown): readonly string[] | undefined {
  if (!(error instanceof Error) || codeOf(error) !== duplicateKey) return undefined;
  const pattern = "keyPattern" in error ? error.keyPattern : undefined;
  return typeof pattern === "object" && pattern !== null ? Object.keys(pattern) : [];
}

/** Where documents of one kind are inserted; mongoose's Collection is one. */
interface Insertable<Document> {
  insertMany(documents: Document[], options: object): Promise<unknown>;
}

/** Inserts what is not there yet. In their order, because one server goes through them one by one. */
export async function insertMissing<Document>(
  into: Insertable<Document>,
  documents: readonly Document[],
): Promise<void> {
  await bounded(async () => {
    try {
      await into.insertMany([...documents], { ordered: false, writeConcern: majority });
    } catch (error) {
      if (!areAllDuplicates(error)) throw error;
    }
  });
}

/** Inserts that met nothing but documents which stood there already: whether that is all that went wrong. */
function areAllDuplicates(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== "MongoBulkWriteError" || !("writeErrors" in error)) return false;
  const { writeErrors } = error;
  const failures: readonly unknown[] = Array.isArray(writeErrors) ? writeErrors : [writeErrors];
  const unacknowledged = "result" in error && hasWriteConcernError(error.result);
  return !unacknowledged && failures.length > 0 && failures.every(isDuplicate);
}

const isDuplicate = (failure: unknown): boolean =>
  typeof failure === "object" && failure !== null && "code" in failure && failure.code === duplicateKey;

function hasWriteConcernError(result: unknown): boolean {
  if (typeof result !== "object" || result === null || !("getWriteConcernError" in result)) return true;
  const { getWriteConcernError } = result;
  return typeof getWriteConcernError !== "function" || getWriteConcernError.call(result) !== undefined;
}
