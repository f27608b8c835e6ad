import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";

const inflate = promisify(inflateRaw);

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endLength = 22;
const commentMax = 65_535;

/**
 * The one member of a ZIP archive (a Python wheel is one) whose path ends so. Reads what wheels use: stored or deflated,
 * under 4 GiB. Throws when there is no such member. The archive's own checksum has been verified by the caller.
 */
export async function unzipMember(archive: Buffer, pathEnd: string): Promise<Buffer> {
  const entry = entriesOf(archive).find(({ path }) => path.endsWith(pathEnd));
  if (!entry) throw new Error(`The archive has no member that ends in ${pathEnd}.`);
  // The local header repeats the name, and has an extra field of its own length.
  const local = entry.offset;
  const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const bytes = archive.subarray(begin, begin + entry.compressed);
  return entry.method === 0 ? bytes : inflate(bytes);
}

interface Entry {
  readonly path: string;
  readonly method: number;
  readonly compressed: number;
  readonly offset: number;
}

function entriesOf(archive: Buffer): readonly Entry[] {
  const end = endOf(archive);
  const entries: Entry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== entrySignature) throw new Error("The archive's directory is damaged.");
    const nameLength = archive.readUInt16LE(at + 28);
    entries.push({
      path: archive.toString("utf8", at + 46, at + 46 + nameLength),
      method: archive.readUInt16LE(at + 10),
      compressed: archive.readUInt32LE(at + 20),
      offset: archive.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

/** Where the record that ends the archive begins: a comment of unknown length may follow it. */
function endOf(archive: Buffer): number {
  const first = Math.max(0, archive.length - endLength - commentMax);
  for (let at = archive.length - endLength; at >= first; at--) {
    if (archive.readUInt32LE(at) === endSignature) return at;
  }
  throw new Error("This is no ZIP archive.");
}
