import { CannotStart } from "@omni/platform/lifecycle";
import { expect, test } from "vitest";
import { openPort } from "./port-failure.ts";

const port = { name: "metrics port", variable: "OMNI_METRICS_PORT", host: "127.0.0.1", port: 9464 };
const failing = (message: string) => openPort(port, () => Promise.reject(new Error(message)));

test("a port that opens is handed on", async () => {
  expect(await openPort(port, () => Promise.resolve("open"))).toBe("open");
});

test.each([
  ["listen EADDRINUSE: address already in use", "it is in use"],
  ["bind EACCES", "this user may not open it"],
  ["EADDRNOTAVAIL", "OMNI_HOST is no address of this machine"],
  ["something else", "something else"],
])("%s: which port, why, and which variable", async (thrown, why) => {
  const failure = failing(thrown);
  await expect(failure).rejects.toBeInstanceOf(CannotStart);
  await expect(failure).rejects.toThrow(
    `The metrics port, 9464 on 127.0.0.1, cannot be opened: ${why}. Set OMNI_METRICS_PORT to another port (0 = any free one).`,
  );
});
