import type { Attempt, Command } from "./history.ts";

type Accepted = Extract<Attempt, { outcome: "accepted" }>;

/** What one command was answered: never a refusal, in the end a success, and from then on the same again. */
export function checkAnswers({ key, attempts }: Command): readonly string[] {
  const accepted = attempts.filter((attempt): attempt is Accepted => attempt.outcome === "accepted");
  const refused = attempts.filter((attempt) => attempt.outcome === "refused");
  const [first, ...later] = accepted;
  return [
    ...refused.map(({ status, code }) => `${key}: refused with ${status} ${code}`),
    ...(attempts.at(-1)?.outcome === "unknown" ? [`${key}: its repeat was never answered`] : []),
    ...(first?.replayed === true && attempts[0] === first ? [`${key}: the first answer calls itself a replay`] : []),
    ...later.flatMap((again) => (first ? checkRepeat(key, first, again) : [])),
  ];
}

function checkRepeat(key: string, first: Accepted, again: Accepted): readonly string[] {
  return [
    ...(again.replayed ? [] : [`${key}: its repeat took effect again`]),
    ...(again.body === first.body
      ? []
      : [`${key}: its repeat was answered otherwise: ${difference(first.body, again.body)}`]),
    ...(again.etag === first.etag ? [] : [`${key}: its repeat has the ETag ${again.etag} after ${first.etag}`]),
  ];
}

/** Both texts around the place where they part. */
function difference(first: string, again: string): string {
  let at = 0;
  while (at < first.length && first[at] === again[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 40), at + 40);
  return `…${around(again)}… after …${around(first)}…`;
}
