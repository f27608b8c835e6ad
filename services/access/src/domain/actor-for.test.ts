import { instant } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { actingUserId, actorFor, type Credential } from "./actor-for.ts";
import type { User } from "./user.ts";

const at = instant(0);
const user = (id: string, active = true): User => ({
  id,
  displayName: `Name of ${id}`,
  roles: ["teller"],
  teams: ["riyadh"],
  active,
  approvalLimits: [],
  createdAt: at,
  updatedAt: at,
});
const onRecord: Readonly<Record<string, User>> = {
  usr_own: user("usr_own"),
  usr_other: user("usr_other"),
  usr_gone: user("usr_gone", false),
};

const plain: Credential = { clientId: "key_1", scopes: ["journeys:write", "act_as:decide"] };
const credentials = {
  "a system's key": plain,
  "a system's key with act_as": { ...plain, scopes: ["act_as"] },
  "a user's key": { ...plain, userId: "usr_own" },
  "a user's key with act_as": { ...plain, scopes: ["act_as"], userId: "usr_own" },
  "a deactivated user's key": { ...plain, userId: "usr_gone" },
  "a deactivated user's key with act_as": { ...plain, scopes: ["act_as"], userId: "usr_gone" },
  "the key of a user who never was": { ...plain, userId: "usr_never" },
} as const;

const outcome = (credential: Credential, named: string | undefined): string => {
  const id = actingUserId(credential, named);
  const actor = actorFor(credential, named, id === undefined ? undefined : onRecord[id]);
  return actor.ok ? `${actor.value.kind} ${actor.value.id}` : actor.code;
};

describe("actorFor", () => {
  // Columns: nobody named, the own user, another, an inactive one, an unknown one, the client's own id.
  const named = [undefined, "usr_own", "usr_other", "usr_gone", "usr_ghost", "key_1"];
  test.each([
    ["a system's key", ["client key_1", ...Array<string>(5).fill("actor.mismatch")]],
    [
      "a system's key with act_as",
      ["client key_1", "user usr_own", "user usr_other", "user.inactive", "user.unknown", "user.unknown"],
    ],
    ["a user's key", ["user usr_own", "user usr_own", ...Array<string>(4).fill("actor.mismatch")]],
    [
      "a user's key with act_as",
      ["user usr_own", "user usr_own", "user usr_other", "user.inactive", "user.unknown", "user.unknown"],
    ],
    [
      "a deactivated user's key",
      ["user.inactive", "actor.mismatch", "actor.mismatch", "user.inactive", "actor.mismatch", "actor.mismatch"],
    ],
    [
      "a deactivated user's key with act_as",
      ["user.inactive", "user usr_own", "user usr_other", "user.inactive", "user.unknown", "user.unknown"],
    ],
    ["the key of a user who never was", ["user.unknown", ...Array<string>(5).fill("actor.mismatch")]],
  ] as const)("%s acts only for whom it may", (name, expected) => {
    expect(named.map((id) => outcome(credentials[name], id))).toEqual(expected);
  });

  test("without act_as the answer does not tell whether the other exists", () => {
    const missing = actorFor(plain, "usr_ghost", undefined);
    expect(actorFor(plain, "usr_other", onRecord["usr_other"])).toEqual(missing);
    expect(actorFor(plain, "usr_gone", onRecord["usr_gone"])).toEqual(missing);
  });

  test("a user acts with his name, roles and teams as they are now; a client has none", () => {
    expect(actorFor({ ...plain, userId: "usr_own" }, undefined, onRecord["usr_own"])).toEqual({
      ok: true,
      value: { kind: "user", id: "usr_own", name: "Name of usr_own", roles: ["teller"], teams: ["riyadh"] },
    });
    expect(actorFor(plain, undefined, undefined)).toEqual({
      ok: true,
      value: { kind: "client", id: "key_1", roles: [], teams: [] },
    });
  });
});
