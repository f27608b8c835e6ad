import { accepted, addHours, formatInstant, instant, refusal, type Decision, type Instant } from "@omni/kernel";
import { collection } from "@omni/platform/store";

/** A small aggregate with everything that a collection can declare: the subject of the store's contract suite. */
export interface Account {
  readonly id: string;
  readonly status: "open" | "frozen" | "expired";
  readonly owner: string;
  readonly holders: readonly string[];
  readonly balance: number;
  readonly note: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | undefined;
}

export interface AccountReply {
  readonly id: string;
  readonly balance: number;
  readonly status: string;
}

export const accounts = collection<Account, AccountReply, AccountReply>({
  name: "accounts",
  aggregate: "account",
  schema: 1,
  decode: (text) => {
    // Written by `encode` below.
    const stored = JSON.parse(text) as Account;
    return { ...stored, createdAt: instant(stored.createdAt), expiresAt: stored.expiresAt };
  },
  encode: JSON.stringify,
  summary: ({ id, balance, status }) => ({ id, balance, status }),
  createdAt: (account) => account.createdAt,
  indexes: {
    status: (account) => account.status,
    owner: (account) => account.owner,
    balance: (account) => account.balance,
    expiresAt: (account) => (account.status === "expired" ? undefined : account.expiresAt),
  },
  manyIndexes: { holder: (account) => account.holders, signer: (account) => account.holders },
  unique: (account) => (account.status === "expired" ? undefined : `main account of ${account.owner}`),
  nextClockEvent: (account) => (account.status === "expired" ? undefined : account.expiresAt),
  clockEvents: (account, now) =>
    account.status !== "expired" && account.expiresAt !== undefined && account.expiresAt <= now
      ? { state: { ...account, status: "expired" }, events: [told(account, "account.expired", {})] }
      : undefined,
  reply: ({ id, balance, status }) => ({ id, balance, status }),
  status: (account, now) => (account.expiresAt !== undefined && account.expiresAt <= now ? "expired" : account.status),
  idsMayBeChosen: true,
  missing: "journey.not_found",
  bytesMax: { bytes: 200_000, refusal: "journey.too_large" },
});

const told = (account: Pick<Account, "id" | "owner">, type: string, data: Record<string, string | number>) => ({
  type,
  subjects: [
    { type: "account", id: account.id },
    { type: "customer", id: account.owner },
  ],
  summary: `${type} for an account`,
  data: { ...data, accountId: account.id },
});

export interface NewAccount {
  readonly owner: string;
  readonly holders?: readonly string[];
  readonly balance?: number;
  readonly hoursToLive?: number;
}

export const openAccount =
  ({ owner, holders = [], balance = 0, hoursToLive }: NewAccount) =>
  (id: string, now: Instant): Decision<Account> => {
    const expiresAt = hoursToLive === undefined ? undefined : addHours(now, hoursToLive);
    const state: Account = { id, status: "open", owner, holders, balance, note: "", createdAt: now, expiresAt };
    return accepted({ state, events: [told(state, "account.opened", { at: formatInstant(now) })] });
  };

export const deposit =
  (amount: number) =>
  (account: Account): Decision<Account> => {
    if (account.status === "expired") return refusal("journey.closed");
    if (amount === 0) return accepted({ state: account, events: [] });
    const state = { ...account, balance: account.balance + amount };
    return accepted({ state, events: [told(account, "account.credited", { amount })] });
  };

export const annotate =
  (note: string) =>
  (account: Account): Decision<Account> =>
    accepted({ state: { ...account, note }, events: [] });
