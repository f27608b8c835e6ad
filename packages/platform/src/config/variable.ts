/** One environment variable: what it means and how its text is read. */
export interface Variable<Value> {
  /** One sentence for the reference. */
  readonly doc: string;
  /** Completes "Must be …": `a port from 0 to 65535`. */
  readonly expected: string;
  /** The default as one would write it into the environment; absent when the variable must be set. */
  readonly defaultText?: string;
  /** What an unset variable means; absent when it must be set. */
  readonly unset?: { readonly value: Value };
  /** A secret's text is never shown, not even when it is wrong. */
  readonly secret?: true;
  /** `undefined` when the text is not what is expected. */
  readonly read: (text: string) => Value | undefined;
}

export interface Documented {
  readonly doc: string;
}

export interface Defaulted<Value> extends Documented {
  /** Left out: the variable must be set. */
  readonly default?: Value;
}

function variable<Value>(
  { doc, default: value }: Defaulted<Value>,
  expected: string,
  read: (text: string) => Value | undefined,
): Variable<Value> {
  return { doc, expected, read, ...(value === undefined ? {} : { unset: { value }, defaultText: String(value) }) };
}

/** Any text that is not empty. */
export const text = (options: Defaulted<string>): Variable<string> => variable(options, "a text", (found) => found);

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** A whole number, both ends included. */
export const wholeNumber = ({ min, max, ...options }: Defaulted<number> & Range): Variable<number> =>
  variable(options, `a whole number from ${min} to ${max}`, (found) => {
    const number = /^-?\d{1,15}$/.test(found) ? Number(found) : Number.NaN;
    return number >= min && number <= max ? number : undefined;
  });

/** A TCP port; 0 takes any free one. */
export const port = (options: Defaulted<number>): Variable<number> => ({
  ...wholeNumber({ ...options, min: 0, max: 65_535 }),
  expected: "a port from 0 to 65535",
});

/** `true` or `false`. */
export const flag = (options: Defaulted<boolean>): Variable<boolean> =>
  variable(options, "true or false", (found) => (found === "true" ? true : found === "false" ? false : undefined));

/** One of a few words. */
export const oneOf = <const Word extends string>({
  words,
  ...options
}: Defaulted<NoInfer<Word>> & { readonly words: readonly Word[] }): Variable<Word> =>
  variable<Word>(options, `one of ${words.join(", ")}`, (found) => words.find((word) => word === found));

/** An absolute URL of one of the schemes (`https`, `mongodb`…), as it was written. */
export const url = ({
  schemes,
  ...options
}: Defaulted<string> & { readonly schemes: readonly string[] }): Variable<string> =>
  variable(options, `a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(" or ")}`, (found) =>
    URL.canParse(found) && schemes.includes(new URL(found).protocol.slice(0, -1)) ? found : undefined,
  );

/** Secret bytes, in base64 or base64url. Has no default: a secret that everybody knows is none. */
export const secret = ({ doc, bytesMin }: Documented & { readonly bytesMin: number }): Variable<Uint8Array> => ({
  doc,
  secret: true,
  expected: `at least ${bytesMin} random bytes in base64`,
  read: (found) => {
    if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(found)) return undefined;
    const bytes = Buffer.from(found, "base64url");
    return bytes.length >= bytesMin ? bytes : undefined;
  },
});

/** The same variable, which may be left out. */
export const optional = <Value>(wanted: Variable<Value>): Variable<Value | undefined> => ({
  ...wanted,
  unset: { value: undefined },
});
