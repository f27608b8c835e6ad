import { idsFrom, instant, type Instant } from "@omni/kernel";
import { randomUUID } from "node:crypto";
import { inject, onTestFinished } from "vitest";
import { silentLog } from "../../../log/index.ts";
import type { Shape, StoreAdapter, Write } from "../../adapter.ts";
import { mongoAdapter } from "../adapter.ts";
import { connect } from "../connection.ts";
import { storeLayout } from "../layout.ts";
import { checkLayout, migrate } from "../migrate.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** `mongodb://…` of the server that all suites of a run share. */
    mongodbUrl: string;
  }
}

export const shape: Shape = {
  name: "accounts",
  aggregate: "account",
  indexes: ["status", "owner", "balance"],
  manyIndexes: ["holder", "signer"],
  unique: true,
};
export const scope = { tenantId: "tnt_alpha" };
export const start = instant(1_700_000_000_000);

const random = (bytes: Uint8Array) => crypto.getRandomValues(bytes);
const ids = idsFrom(() => start, random);

interface Pace {
  readonly sweepEveryMs?: number;
  /** 0: at once, so that a test sees the end of it. */
  readonly tidyEveryMs?: number;
  /** An address through which the server is reached. */
  readonly through?: string;
}

/** A database of its own on the run's server, and engines on it, each as if in a process of its own. */
export async function testDatabase() {
  const [url, database] = [inject("mongodbUrl"), `omni_test_${randomUUID().slice(0, 8)}`];
  const open = (through = url) => connect({ url: through, database, log: silentLog });
  const own = await open();
  const layout = storeLayout([shape]);
  await migrate(own.mongoose, layout);
  onTestFinished(async () => {
    await own.mongoose.dropDatabase();
    await own.close();
  });
  /** Its clock stands still unless a test moves it. */
  const time: { now: Instant } = { now: start };
  const adapter = async ({
    sweepEveryMs = 1_000,
    tidyEveryMs = 0,
    through = url,
  }: Pace = {}): Promise<StoreAdapter> => {
    const connection = await open(through);
    const epoch = await checkLayout(connection.mongoose, layout);
    const pace = { sweepEveryMs, tidyEveryMs };
    const opened = mongoAdapter({ connection, epoch, shapes: [shape], clock: () => time.now, ...pace });
    onTestFinished(() => opened.close());
    return opened;
  };
  return { raw: own.mongoose, adapter, time, url, database };
}

/** The port of the run's server. */
export const serverPort = (): number => Number(/:(\d+)/.exec(inject("mongodbUrl").replace(/^mongodb:/, ""))?.[1]);

export type TestDatabase = Awaited<ReturnType<typeof testDatabase>>;

export interface WriteWish extends Partial<Omit<Write, "document" | "events" | "answer">> {
  /** The version that it makes. */
  readonly version?: number;
  readonly id?: string;
  /** The sequences of its events. */
  readonly events?: readonly number[];
  readonly text?: string;
  readonly at?: number;
  /** An idempotency key; its answer is the key itself. */
  readonly key?: string;
}

/** The hash of a key, as 64 hex digits. */
export const hashOf = (key: string): string => Buffer.from(key).toString("hex").padEnd(64, "0").slice(-64);

/** One write of an account. */
export function writeOf({
  version = 1,
  id = "a",
  events = [],
  text = "{}",
  at = start,
  key,
  ...more
}: WriteWish = {}): Write {
  return {
    document: { version, sequence: events.at(-1) ?? 0, head: "", lastAt: instant(at), schema: 1, text },
    createdAt: instant(at),
    summary: JSON.stringify(id),
    dueAt: undefined,
    indexes: {},
    manyIndexes: {},
    events: events.map((sequence) => ({
      tenantId: scope.tenantId,
      aggregate: `account/${id}`,
      sequence,
      eventId: ids("evt_"),
      type: "account.credited",
      occurredAt: instant(at),
      text: `{"sequence":${sequence}}`,
      place: 0,
    })),
    ...(key === undefined ? {} : { answer: answerTo(key) }),
    ...more,
  };
}

const answerTo = (key: string) => ({
  keyHash: hashOf(key),
  fingerprint: `fingerprint of ${key}`,
  etag: '"1-open"',
  encoded: Buffer.from(key),
  expiresAt: instant(start + 1_000_000),
});
