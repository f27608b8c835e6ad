/** What is longer comes in several lines: a process that forgets to end its line must not fill the memory. */
const lineMax = 256 * 1024;

export interface LineCutter {
  /** Takes text as it comes. */
  push(chunk: string): void;
  /** No more text will come: what is left is a line, too. */
  end(): void;
}

/** Cuts a stream of text into lines, told without their line breaks, those of one piece together. */
export function wholeLines(take: (lines: readonly string[]) => void): LineCutter {
  let rest = "";
  return {
    push: (chunk) => {
      const lines = `${rest}${chunk}`.split("\n");
      rest = lines.pop() ?? "";
      for (; rest.length > lineMax; rest = rest.slice(lineMax)) lines.push(rest.slice(0, lineMax));
      if (lines.length > 0) take(lines);
    },
    end: () => {
      if (rest !== "") take([rest]);
      rest = "";
    },
  };
}
