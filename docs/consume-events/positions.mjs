import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync } from "node:fs";

/**
 * What has been applied, and up to where, in one file: a line per event. Effect and position are the same line, so a
 * crash cannot come between them. In a database this is one transaction: your own row, and the position of its aggregate.
 */
export function openJournal(file) {
  const positions = new Map();
  for (const line of wholeLines(file)) remember(positions, JSON.parse(line));
  return {
    /** Whether an event says something new: `new`, `repeat`, or `gap` (new, but others before it are missing). */
    judge(event) {
      const last = positions.get(keyOf(event));
      if (!last) return event.aggregate.sequence === 1 ? "new" : "gap";
      // A producer's store that came back from a backup tells its history anew, under a higher epoch.
      if (event.epoch > last.epoch) return "new";
      if (event.epoch < last.epoch || event.aggregate.sequence <= last.sequence) return "repeat";
      return event.aggregate.sequence === last.sequence + 1 ? "new" : "gap";
    },
    /** Applies events: returns when they are on the disk. */
    apply(events) {
      if (events.length === 0) return;
      const lines = events.map((event) => JSON.stringify(lineOf(event)));
      appendFileSync(file, `${lines.join("\n")}\n`);
      const written = openSync(file, "r");
      fsyncSync(written);
      closeSync(written);
      for (const event of events) remember(positions, lineOf(event));
    },
  };
}

/** What this consumer makes of an event: put your own work here. */
function lineOf({ tenantId, eventId, eventType, epoch, occurredAt, summary, aggregate }) {
  return {
    tenantId,
    aggregate: { type: aggregate.type, id: aggregate.id, sequence: aggregate.sequence },
    epoch,
    eventId,
    eventType,
    occurredAt,
    summary,
  };
}

const keyOf = ({ tenantId, aggregate }) => `${tenantId}/${aggregate.type}/${aggregate.id}`;

function remember(positions, line) {
  positions.set(keyOf(line), { epoch: line.epoch, sequence: line.aggregate.sequence });
}

/** A line that a crash has cut off counts as not written, and is taken away. */
function wholeLines(file) {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  const end = text.lastIndexOf("\n") + 1;
  if (end < text.length) truncateSync(file, Buffer.byteLength(text.slice(0, end)));
  return text
    .slice(0, end)
    .split("\n")
    .filter((line) => line !== "");
}
