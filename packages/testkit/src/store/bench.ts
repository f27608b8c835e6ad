import { type Refusal, type Result } from "@omni/kernel";
import type { Collection, Store } from "@omni/platform/store";
import { replyOf, testCall } from "../calls.ts";
import { testClock, type TestClock } from "../clocks.ts";
import { accounts, openAccount, type Account, type AccountReply, type NewAccount } from "./accounts.ts";

/** How a suite opens the store that it judges: a fresh place, the accounts collection, the clock that is handed in. */
export type OpenStore = (clock: TestClock) => Promise<{
  readonly store: Store;
  /** Closes the store and opens another on the same data. */
  readonly reopen: () => Promise<Store>;
}>;

export type Accounts = Collection<Account, AccountReply, AccountReply>;

export interface OpenedBench {
  readonly store: Store;
  readonly collection: Accounts;
  readonly clock: TestClock;
  readonly reopen: () => Promise<Store>;
}

export interface StoreBench {
  readonly open: () => Promise<OpenedBench>;
  /** Opens an account and gives its id. */
  readonly account: (collection: Accounts, wish?: Partial<NewAccount>) => Promise<string>;
}

export function storeBench(openStore: OpenStore): StoreBench {
  return {
    open: async () => {
      const clock = testClock();
      const { store, reopen } = await openStore(clock);
      return { store, collection: store.open(accounts), clock, reopen };
    },
    account: async (collection, wish = {}) => {
      const created = await collection.create(testCall<AccountReply>(), {
        prefix: "jrn_",
        decide: openAccount({ owner: "c1", ...wish }),
      });
      return replyOf(valueOf(created)).id;
    },
  };
}

/** The value of a result that a test expects to be accepted. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${describeRefusal(result)}`);
}

const describeRefusal = ({ code, detail = "", faults }: Refusal): string =>
  `${code} ${detail} ${JSON.stringify(faults)}`;
