import { accepted, refusal } from "@omni/kernel";
import type { Call, Outgoing } from "@omni/platform/rpc";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type OpenTransport, openWorld, type RpcWorld } from "./world.ts";

type Beside = Omit<Outgoing, "credential">;

/** What travels beside a request, as a handler sees it. */
async function seenBy(world: RpcWorld, outgoing: Outgoing, userId = "usr_1", managerId?: string): Promise<Call> {
  const seen = Promise.withResolvers<Call>();
  world.handlers.putUser = async (call) => {
    seen.resolve({ ...call, answer: () => ({ encoded: new Uint8Array() }) });
    return accepted(call.answer({}));
  };
  const outcome = await world.client.putUser(outgoing, { userId, managerId });
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
  return seen.promise;
}

/** Contract §1, "Idempotency-Key". */
export function idempotencyContract(open: OpenTransport): void {
  describe("an Idempotency-Key", () => {
    let world: RpcWorld;
    const hashes = async (idempotencyKey: string, credential: Outgoing["credential"], ...body: [string?, string?]) =>
      (await seenBy(world, { credential, idempotencyKey }, ...body)).idempotency;
    beforeEach(async () => void (world = await openWorld(open)));
    afterEach(() => world.close());

    test("gives the same hashes at every repeat, with or without quotes, and whatever else differs", async () => {
      const first = await hashes("k-1", world.contextOf());
      world.clock.advance(1_000);
      expect(Object.keys(first ?? {})).toEqual(["keyHash", "fingerprint"]);
      for (const hash of Object.values(first ?? {})) expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(await hashes('"k-1"', world.contextOf({ scopes: ["users:write"] }))).toEqual(first);
    });

    test("gives another hash to another tenant, client, key or method, and none in clear text", async () => {
      const all = [
        await hashes("key-1", world.contextOf()),
        await hashes("key-2", world.contextOf()),
        await hashes("key-1", world.contextOf({ tenantId: "tnt_beta" })),
        await hashes("key-1", world.contextOf({ clientId: "key_2" })),
      ].map((one) => one?.keyHash ?? "");
      world.handlers.getUser = async (call) => {
        all.push(call.idempotency?.keyHash ?? "");
        return accepted(call.answer({}));
      };
      await world.client.getUser({ credential: world.contextOf(), idempotencyKey: "key-1" }, {});
      expect(new Set(all).size).toBe(5);
      expect(all.every((hash) => hash.length === 64)).toBe(true);
    });

    test("gives another fingerprint to another body or actor, under the same key hash", async () => {
      const actor = { id: "usr_2", roles: [], teams: [], kind: "user" } as const;
      const all = [
        await hashes("k", world.contextOf()),
        await hashes("k", world.contextOf(), "usr_2"),
        await hashes("k", world.contextOf({ actor })),
      ];
      expect(new Set(all.map((one) => one?.keyHash)).size).toBe(1);
      expect(new Set(all.map((one) => one?.fingerprint)).size).toBe(3);
    });

    const visible = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 255,
    });

    test("is any 1 to 255 visible ASCII characters, and the same in quotes", async () => {
      const asks = fc.asyncProperty(visible, async (key) => {
        fc.pre(!key.startsWith('"'));
        const quoted = `"${key.replace(/["\\]/g, "\\$&")}"`;
        expect(await hashes(key, world.contextOf())).toEqual(await hashes(quoted, world.contextOf()));
      });
      await fc.assert(asks, { numRuns: 50 });
    });

    test.each([
      "",
      '""',
      '"',
      '"a',
      '"a"b"',
      '"a\\b"',
      "a b",
      '"a b"',
      "ä",
      "a\tb",
      "\u0000",
      "x".repeat(256),
      `"${"x".repeat(256)}"`,
    ])("is not %j", async (idempotencyKey) => {
      const outcome = await world.client.putUser({ credential: world.contextOf(), idempotencyKey }, {});
      expect(outcome).toEqual(refusal("idempotency.key_invalid"));
    });

    test("that is not sent leaves the call without one", async () => {
      expect("idempotency" in (await seenBy(world, { credential: world.contextOf() }))).toBe(false);
    });
  });
}

/** Contract §1, "Read your own write". */
export function consistencyContract(open: OpenTransport): void {
  describe("an Omni-Consistency token", () => {
    let world: RpcWorld;
    const seenWith = (consistency?: string, tenantId = "tnt_alpha") =>
      seenBy(world, {
        credential: world.contextOf({ tenantId }),
        ...(consistency === undefined ? {} : { consistency }),
      });
    const write = (aggregateId: string, sequence: number) => ({ aggregateType: "user", aggregateId, sequence });
    beforeEach(async () => void (world = await openWorld(open)));
    afterEach(() => world.close());

    test("holds the latest 16 writes, the highest sequence of each aggregate", async () => {
      let token: string | undefined;
      for (let index = 0; index < 20; index++) {
        token = (await seenWith(token)).consistencyAfter(write(`usr_${index}`, index + 1));
        world.clock.advance(10);
      }
      token = (await seenWith(token)).consistencyAfter(write("usr_10", 99));
      token = (await seenWith(token)).consistencyAfter(write("usr_10", 5));
      const { seen } = await seenWith(token);
      const at = world.clock.now();
      const expected = [19, 18, 17, 16, 15, 14, 13, 12, 11, 9, 8, 7, 6, 5, 4].map((index) => ({
        ...write(`usr_${index}`, index + 1),
        at: at - (20 - index) * 10,
      }));
      expect(seen).toEqual([{ ...write("usr_10", 99), at }, ...expected]);
    });

    test("of another tenant, or forged in any place, is refused", async () => {
      const token = (await seenWith()).consistencyAfter(write("usr_1", 1));
      const [payload = "", seal = ""] = token.split(".");
      const other = (await seenWith()).consistencyAfter(write("usr_2", 1)).split(".")[0] ?? "";
      const forged = [
        "",
        ".",
        "x",
        payload,
        `${payload}.`,
        `.${seal}`,
        `${other}.${seal}`,
        `${token}.x`,
        `${payload}.${seal.slice(1)}`,
        "ä",
      ];
      for (const consistency of forged) {
        const outcome = await world.client.putUser({ credential: world.contextOf(), consistency }, {});
        expect(outcome).toEqual(refusal("consistency.invalid"));
      }
      const foreign = world.contextOf({ tenantId: "tnt_beta" });
      expect(await world.client.putUser({ credential: foreign, consistency: token }, {})).toEqual(
        refusal("consistency.invalid"),
      );
    });

    test("loses each write after 5 minutes, and is ignored when none is left", async () => {
      const old = (await seenWith()).consistencyAfter(write("usr_1", 1));
      world.clock.advance(1_000);
      const both = (await seenWith(old)).consistencyAfter(write("usr_2", 1));
      world.clock.advance(299_000);
      expect((await seenWith(both)).seen.map((one) => one.aggregateId)).toEqual(["usr_2", "usr_1"]);
      world.clock.advance(1);
      expect((await seenWith(both)).seen.map((one) => one.aggregateId)).toEqual(["usr_2"]);
      expect((await seenWith(old)).seen).toEqual([]);
    });
  });
}

/** What helps to follow a call through the rail. */
export function tracingContract(open: OpenTransport): void {
  describe("beside a call", () => {
    let world: RpcWorld;
    const seenWith = (beside: Beside) => seenBy(world, { credential: world.contextOf(), ...beside });
    beforeEach(async () => void (world = await openWorld(open)));
    afterEach(() => world.close());

    test("a well-formed correlation id is kept, and any other is replaced by a new one", async () => {
      expect((await seenWith({ correlationId: "c-1.A:b@x_y" })).correlationId).toBe("c-1.A:b@x_y");
      const made: string[] = [(await seenWith({})).correlationId];
      for (const correlationId of ["", "a b", "ä", "x".repeat(129)]) {
        made.push((await seenWith({ correlationId })).correlationId);
      }
      expect(new Set(made).size).toBe(5);
      for (const id of made) expect(id).toMatch(/^req_[0-9a-z]{26}$/);
    });

    test("a traceparent of the W3C's form is passed on, and nothing else is", async () => {
      const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
      expect((await seenWith({ traceparent })).traceparent).toBe(traceparent);
      expect("traceparent" in (await seenWith({ traceparent: "00-x" }))).toBe(false);
    });

    test("If-Match arrives as it was sent", async () => {
      expect((await seenWith({ ifMatch: '"3-active"' })).ifMatch).toBe('"3-active"');
    });

    test("an ETag that gRPC could not carry was never given out: nothing is changed under it", async () => {
      world.handlers.putUser = async (call) =>
        call.ifMatch === '"1-active"' ? accepted(call.answer({})) : refusal("precondition.failed");
      const outcome = await world.client.putUser({ credential: world.contextOf(), ifMatch: '"ä"' }, {});
      expect(outcome).toEqual(refusal("precondition.failed"));
    });
  });
}
