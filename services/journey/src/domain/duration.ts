const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** A length of time in plain words, by its two largest units: `2 days 3 hours`, `5 minutes`, `less than a minute`. */
export function duration(milliseconds: number): string {
  let rest = milliseconds;
  const words: string[] = [];
  for (const [name, length] of units) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) words.push(`${count} ${name}${count === 1 ? "" : "s"}`);
    else if (words.length > 0) break;
  }
  return words.length === 0 ? "less than a minute" : words.slice(0, 2).join(" ");
}
