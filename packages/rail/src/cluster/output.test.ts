import { spawnSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openOutput } from "./output.ts";

let folder: string;
let reader: number;
let writer: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "omni-output-"));
  const pipe = join(folder, "pipe");
  spawnSync("mkfifo", [pipe]);
  reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  writer = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
});
afterEach(() => {
  closeSync(writer);
  rmSync(folder, { recursive: true });
});

function readNow(): string {
  const buffer = Buffer.alloc(65_536);
  try {
    return buffer.subarray(0, readSync(reader, buffer)).toString();
  } catch {
    return "";
  }
}

/** Reads until the text has come to this end. */
async function readUntil(end: string): Promise<string> {
  let text = "";
  await expect.poll(() => (text += readNow()).endsWith(end), { interval: 1 }).toBe(true);
  return text;
}

test("a reader that does not read holds up nobody, and gets everything in order once it does", async () => {
  const output = openOutput(writer);
  const lines = Array.from({ length: 20_000 }, (_line, at) => `line ${at}\n`);
  for (const line of lines) output.write(line);
  await output.flush(50);
  expect(await readUntil("line 19999\n")).toBe(lines.join(""));
  closeSync(reader);
});

test("what does not fit is left out, and where it was left out is said", async () => {
  const output = openOutput(writer);
  for (let at = 0; at < 6; at++) output.write(`${at}${"x".repeat(1024 * 1024)}\n`);
  const text = await readUntil("left out here.\n");
  expect(text).toMatch(/\n\S* 2 pieces of the log were left out here\.\n$/);
  output.write("and on\n");
  expect(await readUntil("and on\n")).toBe("and on\n");
  closeSync(reader);
});

test("a reader that has gone is no error", async () => {
  const output = openOutput(writer);
  closeSync(reader);
  output.write("nobody hears this\n");
  await output.flush(1_000);
  output.write("nor this\n");
  await output.flush(1_000);
});
