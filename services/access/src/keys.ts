import { collection, type Collection } from "@omni/platform/store";
import type { ApiKey } from "./domain/api-key.ts";

/** What may be told of a key; never its hash. */
export interface KeyReply {
  readonly id: string;
}

export type Keys = Collection<ApiKey, KeyReply, KeyReply>;

/** API keys, each in its tenant's own part of the store; found by id only. */
export const keys = collection<ApiKey, KeyReply, KeyReply>({
  name: "keys",
  aggregate: "key",
  schema: 1,
  // The text was written by `encode` below.
  decode: (text) => JSON.parse(text) as ApiKey,
  encode: (key) => JSON.stringify(key),
  summary: toReply,
  createdAt: (key) => key.createdAt,
  indexes: {},
  reply: toReply,
  status: () => "active",
  missing: "credential.invalid",
});

function toReply({ id }: ApiKey): KeyReply {
  return { id };
}
