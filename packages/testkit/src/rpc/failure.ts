import { accepted, addMilliseconds, refusal } from "@omni/kernel";
import { StoreAway } from "@omni/platform/store";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { inMs, type OpenTransport, openWorld, type RpcWorld } from "./world.ts";

/** Bugs stay inside, and are found again by their correlation id. */
export function bugContract(open: OpenTransport): void {
  describe("a bug", () => {
    let world: RpcWorld;
    beforeEach(async () => void (world = await openWorld(open)));
    afterEach(() => world.close());

    test("in a handler tells the caller nothing, and the log all of it, once", async () => {
      world.handlers.getUser = () => Promise.reject(new Error("the password is 1234"));
      const outcome = await world.client.getUser({ credential: world.contextOf(), correlationId: "c_1" }, {});
      expect(outcome).toEqual(refusal("internal.error"));
      expect(world.lines).toMatchObject([
        { level: "error", code: "internal.error", correlationId: "c_1", error: { message: "the password is 1234" } },
      ]);
    });

    test("is not what a store says that is away: the caller is told to come back", async () => {
      world.handlers.getUser = () => Promise.reject(new StoreAway("nobody answers"));
      const outcome = await world.client.getUser({ credential: world.contextOf() }, {});
      expect(outcome).toEqual(refusal("store.unavailable"));
      expect(world.lines).not.toContainEqual(expect.objectContaining({ level: "error" }));
    });

    test("that throws before the handler's first await is none the worse", async () => {
      world.handlers.getUser = () => {
        throw new Error("at once");
      };
      const outcome = await world.client.getUser({ credential: world.contextOf() }, {});
      expect(outcome).toEqual(refusal("internal.error"));
    });

    test.each(["no.such_code", "constructor", ""])("is a refusal whose code %j the catalogue lacks", async (code) => {
      world.handlers.getUser = async () => refusal(code, { detail: "secret" });
      expect(await world.client.getUser({ credential: world.contextOf() }, {})).toEqual(refusal("internal.error"));
    });

    test("is a reply that cannot be encoded", async () => {
      // The type checker is deceived, as a mapper with a wrong cast would do.
      const reply = { users: ["not a user"] } as unknown as { users: [] };
      world.handlers.listUsers = async (call) => accepted(call.answer(reply));
      expect(await world.client.listUsers({ credential: world.contextOf() }, {})).toEqual(refusal("internal.error"));
    });
  });
}

/** Nobody waits longer than he said. */
export function deadlineContract(open: OpenTransport): void {
  describe("a deadline", () => {
    let world: RpcWorld;
    beforeEach(async () => void (world = await openWorld(open)));
    afterEach(() => world.close());

    test("that is past is refused, and no handler sees the call", async () => {
      const handlers = [vi.spyOn(world.handlers, "putUser"), vi.spyOn(world.handlers, "authenticate")];
      for (const deadline of [inMs(world, 0), inMs(world, -1), inMs(world, -100_000)]) {
        const guarded = await world.client.putUser({ credential: world.contextOf(), deadline }, {});
        const unguarded = await world.client.authenticate({ credential: undefined, deadline }, {});
        for (const outcome of [guarded, unguarded])
          expect(outcome).toMatchObject({ code: "request.deadline_exceeded" });
      }
      for (const handler of handlers) expect(handler).not.toHaveBeenCalled();
    });

    test("that passes while the handler works is answered, though the handler never ends", async () => {
      const entered = Promise.withResolvers<void>();
      const never = Promise.withResolvers<never>();
      world.handlers.getUser = () => {
        entered.resolve();
        return never.promise;
      };
      const outcome = world.client.getUser({ credential: world.contextOf(), deadline: inMs(world, 3_000) }, {});
      await entered.promise;
      world.clock.advance(3_000);
      expect(await outcome).toMatchObject({ ok: false, code: "request.deadline_exceeded" });
      // What then goes wrong is nobody's answer, but it is not lost.
      never.reject(new Error("too late"));
      await vi.waitFor(() =>
        expect(world.lines).toMatchObject([{ level: "warn" }, { error: { message: "too late" } }]),
      );
    });

    test("that passes while the credential is checked keeps the work from beginning", async () => {
      const handler = vi.spyOn(world.handlers, "putUser");
      const { authenticate } = world.handlers;
      world.handlers.authenticate = async (call) => {
        world.clock.advance(2_000);
        return authenticate(call);
      };
      const deadline = inMs(world, 1_000);
      const outcome = await world.client.putUser({ credential: { apiKey: "key_app" }, deadline }, {});
      expect(outcome).toMatchObject({ ok: false, code: "request.deadline_exceeded" });
      expect(handler).not.toHaveBeenCalled();
    });

    test("is 5 s when the caller names none, and a minute at most", async () => {
      const seen: number[] = [];
      world.handlers.getUser = async (call) => {
        seen.push(call.deadline - world.clock.now());
        return accepted(call.answer({}));
      };
      const credential = world.contextOf();
      await world.client.getUser({ credential }, {});
      await world.client.getUser({ credential, deadline: addMilliseconds(world.clock.now(), 3_600_000) }, {});
      // gRPC carries the time that is left, so the way itself takes a little of it.
      expect(seen.map((left) => Math.ceil(left / 1_000))).toEqual([5, 60]);
    });
  });
}

/** A server that is being stopped. */
export function closingContract(open: OpenTransport): void {
  describe("a closing server", () => {
    let world: RpcWorld;
    beforeEach(async () => void (world = await openWorld(open)));
    afterEach(() => world.close());

    test("refuses new calls, and has closed when those in hand are answered", async () => {
      const entered = Promise.withResolvers<void>();
      const work = Promise.withResolvers<void>();
      world.handlers.getUser = async (call) => {
        entered.resolve();
        await work.promise;
        return accepted(call.answer({ id: "done" }));
      };
      const credential = world.contextOf();
      const inHand = world.client.getUser({ credential }, {});
      await entered.promise;
      let closed = false;
      const closing = world.server.close().then(() => (closed = true));
      expect(await world.client.getUser({ credential }, {})).toMatchObject({ ok: false, code: "service.unavailable" });
      expect(closed).toBe(false);
      work.resolve();
      expect(await inHand).toMatchObject({ ok: true, value: { reply: { id: "done" } } });
      await closing;
    });

    test("that has been closed answers `service.unavailable` from a closed transport, too", async () => {
      await world.transport.close();
      const outcome = await world.client.getUser({ credential: world.contextOf() }, {});
      expect(outcome).toMatchObject({ ok: false, code: "service.unavailable" });
    });
  });
}
