/** Milliseconds since 1970-01-01T00:00:00Z, always a whole number. */
export type Instant = number & { readonly [instantBrand]: true };
declare const instantBrand: unique symbol;

/** Tells the time; handed in wherever time matters, so that tests own it. */
export type Clock = () => Instant;

export const instant = (milliseconds: number): Instant => Math.trunc(milliseconds) as Instant;

export const addMilliseconds = (at: Instant, milliseconds: number): Instant => instant(at + milliseconds);
export const addHours = (at: Instant, hours: number): Instant => instant(at + hours * 3_600_000);

// Bounds of what a bank can mean: earlier is a unit error (seconds sent as a date), later is a slip of the keyboard.
const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(2200, 0, 1) - 1;

const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/**
 * Reads an RFC 3339 date and time with its zone, from 1970 to 2199; digits beyond milliseconds are cut off.
 * Anything else (no zone, 30 February, second 60, year 9999) is `undefined`.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = rfc3339.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = "", sign, zoneHour = "0", zoneMinute = "0"] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (Number(zoneHour) > 23 || Number(zoneMinute) > 59) return undefined;
  const date = parseDay(`${year}-${month}-${day}`);
  if (!date) return undefined;
  const clock =
    ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(fraction.padEnd(3, "0").slice(0, 3));
  const offset = (Number(zoneHour) * 60 + Number(zoneMinute)) * 60_000 * (sign === "-" ? -1 : 1);
  const at = Date.UTC(date.year, date.month - 1, date.day) + clock - offset;
  return at < earliest || at > latest ? undefined : instant(at);
}

/** RFC 3339 in UTC with `Z`; milliseconds are written only when there are any, as in `2024-01-15T10:30:00Z`. */
export const formatInstant = (at: Instant): string => {
  const text = new Date(at).toISOString();
  return text.endsWith(".000Z") ? `${text.slice(0, -5)}Z` : text;
};

/** A calendar day without time or zone. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Reads `2024-01-15`; a day that the calendar lacks is `undefined`. */
export function parseDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return { year, month, day };
}

/** The first millisecond of a day in an IANA zone such as `Asia/Riyadh`. */
export function startOfDay(day: Day, zone: string): Instant {
  const asUtc = Date.UTC(day.year, day.month - 1, day.day);
  // The offset at the guess may differ from the offset at the answer across a clock change, hence twice.
  const guess = asUtc - zoneOffset(asUtc, zone);
  const start = asUtc - zoneOffset(guess, zone);
  // Where the clocks jump over midnight the day begins later; the second offset would lie in the day before.
  return instant(start + zoneOffset(start, zone) < asUtc ? Math.max(guess, start) : start);
}

/** The last millisecond of a day in an IANA zone. */
export function endOfDay(day: Day, zone: string): Instant {
  const next = new Date(Date.UTC(day.year, day.month - 1, day.day + 1));
  const following = { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
  return instant(startOfDay(following, zone) - 1);
}

function zoneOffset(at: number, zone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}
