import type { JsonObject } from "@omni/kernel";
import { scanObject } from "./scan-object.ts";
import { seedSection } from "./seed-text.ts";

const pythonBegins = "from iof import IOFClient";

/** What the seed's TypeScript sample sends with a call such as `client.omni.journeys.create`. */
export function typeScriptSample(call: string): JsonObject {
  const [typeScript = ""] = seedSection("Code Examples").text.split(pythonBegins);
  const literal = scanObject(typeScript, placeOf(typeScript, call));
  const json = literal.replaceAll(/([{,]\s*)(\w+):/g, '$1"$2":').replaceAll(/,(\s*[}\]])/g, "$1");
  return JSON.parse(json) as JsonObject;
}

/** What the seed's Python sample sends, under the names of the API. */
export function pythonSample(call: string): JsonObject {
  const [, python = ""] = seedSection("Code Examples").text.split(pythonBegins);
  const place = placeOf(python, call);
  const named = python.slice(place, python.indexOf(")", place)).matchAll(/(\w+)=("[^"]*")/g);
  return Object.fromEntries(
    [...named].map(([, name = "", value = ""]) => [
      name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      JSON.parse(value) as string,
    ]),
  );
}

function placeOf(text: string, call: string): number {
  const place = text.indexOf(`${call}(`);
  if (place < 0) throw new Error(`The seed's code samples do not call ${call}.`);
  return place;
}
