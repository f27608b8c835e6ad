import { describe, expect, expectTypeOf, test } from "vitest";
import {
  configTable,
  describeFaults,
  flag,
  oneOf,
  optional,
  port,
  readConfig,
  secret,
  text,
  url,
  wholeNumber,
} from "./index.ts";

const declared = {
  OMNI_PORT: port({ default: 8080, doc: "Where REST is served." }),
  OMNI_MODE: oneOf({ words: ["development", "production"], default: "development", doc: "How strict the rail is." }),
  OMNI_BATCH: wholeNumber({ min: 1, max: 500, default: 50, doc: "Events per batch." }),
  OMNI_LOOPBACK: flag({ default: false, doc: "Whether loopback is allowed." }),
  OMNI_NAME: text({ doc: "The machine's name." }),
  OMNI_STORE: optional(url({ schemes: ["mongodb"], doc: "The store." })),
  OMNI_TOKEN: optional(secret({ bytesMin: 32, doc: "Seals tokens." })),
};
const enough = { OMNI_NAME: "one" };

describe("configuration", () => {
  test("is what the environment says, and the default where it says nothing", () => {
    const token = Buffer.alloc(32, 255);
    const set = {
      OMNI_PORT: "0",
      OMNI_MODE: "production",
      OMNI_LOOPBACK: "true",
      OMNI_TOKEN: token.toString("base64"),
    };
    const config = readConfig(declared, { ...enough, ...set, OMNI_BATCH: "" });
    expect(config).toEqual({
      ok: true,
      values: {
        OMNI_PORT: 0,
        OMNI_MODE: "production",
        OMNI_BATCH: 50,
        OMNI_LOOPBACK: true,
        OMNI_NAME: "one",
        OMNI_STORE: undefined,
        OMNI_TOKEN: token,
      },
    });
    if (config.ok) expectTypeOf(config.values.OMNI_MODE).toEqualTypeOf<"development" | "production">();
    if (config.ok) expectTypeOf(config.values.OMNI_STORE).toEqualTypeOf<string | undefined>();
  });

  test("names all faults at once, with what was found and what is expected", () => {
    const wrong = {
      OMNI_PORT: "65536",
      OMNI_MODE: "prod",
      OMNI_BATCH: "0",
      OMNI_LOOPBACK: "yes",
      OMNI_STORE: "http://x",
    };
    const config = readConfig(declared, wrong);
    expect(!config.ok && describeFaults(config.faults).split("\n")).toEqual([
      'OMNI_PORT must be a port from 0 to 65535, but is "65536".',
      'OMNI_MODE must be one of development, production, but is "prod".',
      'OMNI_BATCH must be a whole number from 1 to 500, but is "0".',
      'OMNI_LOOPBACK must be true or false, but is "yes".',
      "OMNI_NAME must be a text, but is nothing.",
      'OMNI_STORE must be a URL that begins with mongodb://, but is "http://x".',
    ]);
  });

  test.each(["-1", "80.5", "0x50", " 80", "8e3", "1".repeat(16), "NaN"])("takes no port from %j", (found) => {
    expect(readConfig(declared, { ...enough, OMNI_PORT: found }).ok).toBe(false);
  });

  test("never shows a secret, not even one that is too short or malformed", () => {
    for (const found of ["c2hvcnQ=", "not base64!"]) {
      const config = readConfig(declared, { ...enough, OMNI_TOKEN: found });
      expect(config.ok).toBe(false);
      expect(JSON.stringify(config)).not.toContain(found);
    }
  });

  test("prints its own reference", () => {
    expect(configTable(declared).split("\n").slice(2, 7)).toEqual([
      "| `OMNI_PORT` | `8080` | Where REST is served. Must be a port from 0 to 65535. |",
      "| `OMNI_MODE` | `development` | How strict the rail is. Must be one of development, production. |",
      "| `OMNI_BATCH` | `50` | Events per batch. Must be a whole number from 1 to 500. |",
      "| `OMNI_LOOPBACK` | `false` | Whether loopback is allowed. Must be true or false. |",
      "| `OMNI_NAME` | must be set | The machine's name. Must be a text. |",
    ]);
  });
});
