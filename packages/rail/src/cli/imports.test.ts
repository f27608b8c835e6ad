import { expect, test } from "vitest";
import { importsOf } from "./imports.ts";

const loaded = (name: string) => [{ name, loads: true }];
const typed = (name: string) => [{ name, loads: false }];

test.each([
  ['import { a } from "@omni/kernel";', loaded("@omni/kernel")],
  ['import {\n  type A,\n  b,\n} from "@omni/platform/rpc";', loaded("@omni/platform")],
  ['import * as zod from "zod";', loaded("zod")],
  ['import { type A } from "zod";', loaded("zod")],
  ['import type { A } from "@omni/proto/generated/a";', typed("@omni/proto")],
  ['export type { A } from "zod";', typed("zod")],
  ['export { a } from "zod";', loaded("zod")],
  ['import "zod";', loaded("zod")],
  ["import type * as grpc from '@grpc/grpc-js';", typed("@grpc/grpc-js")],
  ['const a = await import("yaml");', loaded("yaml")],
  ['type A = typeof import("yaml");', typed("yaml")],
  ['const file = import.meta.resolve("@omni/platform/log");', loaded("@omni/platform")],
  // oxlint-disable-next-line no-template-curly-in-string -- a source text
  ["const file = import.meta.resolve(`@omni/platform/${path}`);", loaded("@omni/platform")],
  ['import { a } from "node:fs";', []],
  ['import { a } from "./zod.ts";', []],
  ['export const from = "zod";', []],
  ['const text = `the import "zod"`;', []],
])("%j", (text, imports) => {
  expect(importsOf(text)).toEqual(imports);
});
