import { accepted, instant, refusal, type Result } from "@omni/kernel";
import { contextSigner, type Outgoing } from "@omni/platform/rpc";
import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { audience, callerOf, type OpenTransport, openWorld, type RpcWorld } from "./world.ts";

const invalidCredential = refusal("credential.invalid");

/** Nothing is done for somebody who has not shown who he is. */
export function credentialContract(open: OpenTransport): void {
  describe("a credential", () => {
    let world: RpcWorld;
    let handler: ReturnType<typeof vi.spyOn>;
    const get = (credential: Outgoing["credential"]) => world.client.getUser({ credential }, { userId: "usr_1" });
    beforeEach(async () => {
      world = await openWorld(open);
      handler = vi.spyOn(world.handlers, "getUser");
    });
    afterEach(() => world.close());

    test("that is missing, unknown or no credential at all is refused alike", async () => {
      for (const credential of [
        undefined,
        { apiKey: "key_unknown" },
        { apiKey: "" },
        { context: "" },
        { context: "a.b" },
      ]) {
        expect(await get(credential)).toEqual(invalidCredential);
      }
      expect(handler).not.toHaveBeenCalled();
    });

    test("is asked for before the request is looked at", async () => {
      const outcome = await world.transport.invoke(
        "/omni.access.v1.AccessService/GetUser",
        { credential: undefined },
        Buffer.from("\x0a\x7fno"),
      );
      expect(outcome).toEqual(invalidCredential);
    });

    test("made for another audience, expired, or signed by another key is refused", async () => {
      const stranger = contextSigner(generateKeyPairSync("ed25519").privateKey);
      const expired = { expiresAt: instant(world.clock.now()) };
      expect(await get(world.contextOf({}, "journey"))).toEqual(invalidCredential);
      expect(await get(world.contextOf(expired))).toEqual(invalidCredential);
      expect(await get({ context: stranger(callerOf(world.clock.now), audience) })).toEqual(invalidCredential);
      expect(handler).not.toHaveBeenCalled();
    });

    test("that was changed in any way is refused, though the original has just been accepted", async () => {
      const { context } = world.contextOf();
      expect(await get({ context })).toMatchObject({ ok: true });
      const [payload = "", seal = ""] = context.split(".");
      const other = world.contextOf({ tenantId: "tnt_beta" }).context.split(".")[0] ?? "";
      for (const forged of [
        `${other}.${seal}`,
        `${payload}.`,
        payload,
        `${payload}.${seal.slice(1)}`,
        `${payload}x.${seal}`,
      ]) {
        expect(await get({ context: forged })).toEqual(invalidCredential);
      }
    });

    test("is good until it expires, however often it was accepted before", async () => {
      const credential = world.contextOf();
      world.clock.advance(4_999);
      expect(await get(credential)).toMatchObject({ ok: true });
      world.clock.advance(1);
      expect(await get(credential)).toEqual(invalidCredential);
    });
  });
}

/** The access service is asked as seldom as its promise allows: 5 s after it was asked, nothing it said counts. */
export function authorityContract(open: OpenTransport): void {
  describe("an API key", () => {
    let world: RpcWorld;
    const put = (apiKey: string, managerId?: string) =>
      world.client.putUser({ credential: { apiKey } }, { userId: "usr_1", managerId });
    beforeEach(async () => void (world = await openWorld(open)));
    afterEach(() => world.close());

    test("is asked about once by a hundred calls at once, and again after 4 s", async () => {
      const outcomes = await Promise.all(Array.from({ length: 100 }, () => put("key_app")));
      expect(outcomes.every((one) => one.ok)).toBe(true);
      expect(world.asked).toEqual([{ apiKey: "key_app", audience }]);
      world.clock.advance(3_999);
      await put("key_app");
      expect(world.asked).toHaveLength(1);
      world.clock.advance(1);
      await put("key_app");
      expect(world.asked).toHaveLength(2);
    });

    test("is asked about for each actor, and a refusal is not remembered", async () => {
      expect(await put("key_app", "usr_unknown")).toEqual(
        refusal("user.unknown", { facts: { actorId: "usr_unknown" } }),
      );
      await put("key_app", "usr_unknown");
      await put("key_app", "usr_2");
      await put("key_app", "usr_2");
      // Once without an actor, for the scope.
      expect(world.asked.map((one) => one.actorId)).toEqual([undefined, "usr_unknown", "usr_unknown", "usr_2"]);
    });

    test("without the scope is not told which users there are", async () => {
      const refused = await put("key_reader", "usr_unknown");
      expect(refused).toMatchObject({ ok: false, code: "scope.missing" });
      expect(await put("key_reader", "usr_2")).toEqual(refused);
    });

    test("is not good while the access service cannot be reached, and the refusal says so", async () => {
      world.handlers.authenticate = async () => refusal("service.unavailable");
      expect(await put("key_app")).toEqual(refusal("service.unavailable"));
    });

    test("becomes a context of the same client and actor for another audience when a handler calls on", async () => {
      let onward: Result<Outgoing> | undefined;
      let deadline: number | undefined;
      world.handlers.putUser = async (call) => {
        onward = await call.onward("journey");
        ({ deadline } = call);
        return accepted(call.answer({}));
      };
      const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
      const sent = { credential: { apiKey: "key_app" }, correlationId: "c_1", traceparent };
      await world.client.putUser(sent, { managerId: "usr_2" });
      const { credential, ...beside } = onward?.ok ? onward.value : { credential: undefined };
      expect(beside).toEqual({ correlationId: "c_1", traceparent, deadline });
      const context = credential !== undefined && "context" in credential ? credential.context : "";
      expect(world.verify(context, "journey")).toMatchObject({
        value: { clientId: "key_app", actor: { id: "usr_2" } },
      });
    });
  });
}

/** Scopes and actors are the service's own matter, whichever way a call comes. */
export function actorContract(open: OpenTransport): void {
  describe("an actor", () => {
    let world: RpcWorld;
    const put = (credential: Outgoing["credential"], managerId?: string) =>
      world.client.putUser({ credential }, { userId: "usr_1", managerId });
    const actorOf = async (outcome: ReturnType<typeof put>) => {
      const got = await outcome;
      return got.ok ? got.value.reply.managerId : got.code;
    };
    beforeEach(async () => void (world = await openWorld(open)));
    afterEach(() => world.close());

    test("is the user whom the request names, or else the credential's own", async () => {
      expect(await actorOf(put({ apiKey: "key_app" }, "usr_2"))).toBe("usr_2");
      expect(await actorOf(put({ apiKey: "key_app" }))).toBe("usr_rm_001");
      expect(await actorOf(put(world.contextOf(), "usr_rm_001"))).toBe("usr_rm_001");
      expect(await actorOf(put(world.contextOf()))).toBe("usr_rm_001");
    });

    test("whom the context was not made for cannot be named by whoever holds it", async () => {
      expect(await actorOf(put(world.contextOf(), "usr_2"))).toBe("actor.mismatch");
    });

    test("whom the key may not name is refused as the access service says", async () => {
      expect(await actorOf(put({ apiKey: "key_fixed" }, "usr_2"))).toBe("actor.mismatch");
    });

    test("must be a user, unless the method lets the client itself act", async () => {
      const faults = [{ pointer: "/managerId", detail: "Must name a user." }];
      expect(await put({ apiKey: "key_bare" })).toEqual(refusal("actor.required", { faults }));
      expect(await actorOf(put({ apiKey: "key_bare" }, "usr_2"))).toBe("usr_2");
      const credential = { apiKey: "key_bare" };
      expect(await world.client.listUsers({ credential }, {})).toMatchObject({
        value: { reply: { users: [{ id: "key_bare" }] } },
      });
      expect(await world.client.getUser({ credential }, {})).toMatchObject({
        value: { reply: { managerId: "key_bare" } },
      });
    });

    test.each(["", " ", "usr 1", "usr\n1", "u".repeat(129)])(
      "is no actor when the request names %j",
      async (managerId) => {
        expect(await put({ apiKey: "key_app" }, managerId)).toMatchObject({
          code: "request.invalid",
          faults: [{ pointer: "/managerId" }],
        });
        expect(world.asked).toEqual([]);
      },
    );

    test("without the method's scope is refused, and told which it is", async () => {
      const missing = refusal("scope.missing", {
        detail: "The scope users:write is needed.",
        facts: { scope: "users:write" },
      });
      expect(await put({ apiKey: "key_reader" })).toEqual(missing);
      expect(await put(world.contextOf({ scopes: ["users:read", "users", "users:writer", "*"] }))).toEqual(missing);
      expect(await world.client.getUser({ credential: { apiKey: "key_reader" } }, {})).toMatchObject({ ok: true });
    });
  });
}
