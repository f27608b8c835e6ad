import { expect, test } from "vitest";
import { deflateRawSync } from "node:zlib";
import { unzipMember } from "./unzip-member.ts";

interface Member {
  readonly path: string;
  readonly content: Buffer;
  readonly method: 0 | 8;
}

/** A ZIP archive by the book (APPNOTE 4.3), but for the checksums, which nobody here looks at. */
function archiveOf(members: readonly Member[], comment = ""): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  for (const { path, content, method } of members) {
    const bytes = method === 8 ? deflateRawSync(content) : content;
    const [name, extra] = [Buffer.from(path), Buffer.from("more")];
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(extra.length, 28);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(bytes.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(Buffer.concat(locals).length, 42);
    entries.push(entry, name);
    locals.push(local, name, extra, bytes);
  }
  const [body, directory] = [Buffer.concat(locals), Buffer.concat(entries)];
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(body.length, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([body, directory, end, Buffer.from(comment)]);
}

const members: readonly Member[] = [
  { path: "package/readme", content: Buffer.from("read me"), method: 0 },
  { path: "package/bin/program", content: Buffer.from("program ".repeat(1_000)), method: 8 },
];

test("a member is found by the end of its path, stored or deflated, whatever comment ends the archive", async () => {
  for (const comment of ["", "a comment that says PK"]) {
    const archive = archiveOf(members, comment);
    expect((await unzipMember(archive, "/readme")).toString()).toBe("read me");
    expect((await unzipMember(archive, "/bin/program")).toString()).toBe("program ".repeat(1_000));
  }
});

test("what is not there, or is no archive, is said", async () => {
  await expect(unzipMember(archiveOf(members), "/other")).rejects.toThrow("/other");
  await expect(unzipMember(Buffer.from("a letter to somebody, not an archive"), "/readme")).rejects.toThrow(/no ZIP/);
});
