import { hashesMax } from "./documents.ts";
import { recentMap } from "./recent-map.ts";

/** What a version of a document knew of its keys. */
export interface KeysOfVersion {
  readonly version: number;
  readonly hashes: readonly number[];
  /** How many keys there ever were. */
  readonly count: number;
}

/**
 * The keys of the documents that this process has seen last, so that a key which was never there needs no look-up: a
 * write that is then committed on that version proves that nobody has added it meanwhile.
 */
export interface KnownKeys {
  /** What was read; an older version than the known one changes nothing. */
  saw(document: string, keys: KeysOfVersion): void;
  /** What was committed on `version`, with the key's hash if it had one. */
  committed(document: string, version: number, hash: number | undefined): void;
  /** Whether, at this version or later, the key was certainly not there. */
  isAbsent(document: string, version: number, hash: number): boolean;
}

export function knownKeys(documentsMax = 20_000): KnownKeys {
  const known = recentMap<KeysOfVersion>(documentsMax);
  return {
    saw: (document, keys) => {
      if ((known.get(document)?.version ?? 0) <= keys.version) known.set(document, keys);
    },
    committed: (document, version, hash) => {
      const before = version === 0 ? { version: 0, hashes: [], count: 0 } : known.get(document);
      if (!before || before.version > version) return;
      if (before.version === version) known.set(document, following(before, hash));
      else known.delete(document);
    },
    isAbsent: (document, version, hash) => {
      const keys = known.get(document);
      return (
        keys !== undefined && keys.version >= version && keys.count <= keys.hashes.length && !keys.hashes.includes(hash)
      );
    },
  };
}

function following({ version, hashes, count }: KeysOfVersion, hash: number | undefined): KeysOfVersion {
  if (hash === undefined) return { version: version + 1, hashes, count };
  return { version: version + 1, hashes: [...hashes, hash].slice(-hashesMax), count: count + 1 };
}
