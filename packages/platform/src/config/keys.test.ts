import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { readConfig, signingKey, verificationKeys } from "./index.ts";

const variables = {
  SIGNING: signingKey({ doc: "Signs." }),
  VERIFYING: verificationKeys({ doc: "Verify." }),
};
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const other = generateKeyPairSync("ed25519").publicKey;
const signing = {
  pem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  base64: privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
};
const verifying = {
  pem: publicKey.export({ type: "spki", format: "pem" }).toString(),
  base64: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
};

test.each(["pem", "base64"] as const)("keys are read as %s", (form) => {
  const read = readConfig(variables, { SIGNING: signing[form], VERIFYING: verifying[form] });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  expect(read.values.SIGNING.equals(privateKey)).toBe(true);
  expect(read.values.VERIFYING.map((key) => key.equals(publicKey))).toEqual([true]);
});

test("while one key replaces another, both verify, in the order in which they are named", () => {
  const second = other.export({ type: "spki", format: "der" }).toString("base64");
  const read = readConfig(variables, { SIGNING: signing.base64, VERIFYING: `${verifying.base64}, ${second}` });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  expect(read.values.VERIFYING.map((key) => [key.equals(publicKey), key.equals(other)])).toEqual([
    [true, false],
    [false, true],
  ]);
});

test("no process but the one that signs is given a private key: it is refused where a public one is wanted", () => {
  for (const found of [signing.pem, signing.base64]) {
    expect(readConfig(variables, { SIGNING: signing.base64, VERIFYING: found }).ok).toBe(false);
  }
});

test.each([
  ["another curve", generateKeyPairSync("ec", { namedCurve: "P-256" })],
  ["another algorithm", generateKeyPairSync("rsa", { modulusLength: 2048 })],
])("a key of %s is refused", (_, pair) => {
  const found = pair.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
  const shown = pair.publicKey.export({ type: "spki", format: "der" }).toString("base64");
  const read = readConfig(variables, { SIGNING: found, VERIFYING: shown });
  expect(read.ok ? [] : read.faults.map(({ variable }) => variable)).toEqual(["SIGNING", "VERIFYING"]);
});

test.each(["", " ", "x", "AAAA", `${verifying.base64},`, "-----BEGIN PUBLIC KEY-----"])(
  "%j is no key, and a wrong secret is not shown",
  (found) => {
    const read = readConfig(variables, { SIGNING: found, VERIFYING: found });
    const faults = read.ok ? [] : read.faults;
    expect(faults.map(({ variable }) => variable)).toEqual(["SIGNING", "VERIFYING"]);
    if (found !== "") expect(faults[0]?.found).not.toContain(found.trim() === "" ? "\u0000" : JSON.stringify(found));
  },
);
