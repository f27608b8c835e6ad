/** The text of the first `{…}` from a place on, with everything in it. Brackets inside of strings do not count. */
export function scanObject(text: string, from: number): string {
  const start = text.indexOf("{", from);
  let depth = 0;
  for (let place = start; place >= 0 && place < text.length; place++) {
    const letter = text.charAt(place);
    if (letter === '"') place = text.indexOf('"', place + 1);
    else if (letter === "{") depth++;
    else if (letter === "}" && --depth === 0) return text.slice(start, place + 1);
    if (place < 0) break;
  }
  throw new Error(`No whole {…} after: ${text.slice(from, from + 40)}`);
}
