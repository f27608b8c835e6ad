import { isCallable } from "./vocabulary.ts";

/** A name that is called, and where it begins. */
interface Called {
  readonly name: string;
  readonly at: number;
}

// Each alternative takes what it begins, ended or not, so that no character is looked at twice.
const token =
  /(?:"""(?:[^"\\]|\\[^]|"(?!""))*(?:""")?|'''(?:[^'\\]|\\[^]|'(?!''))*(?:''')?|"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?|\/\/[^\n]*|\s+)|([A-Za-z_][A-Za-z0-9_]*)|[^]/g;

/**
 * The first name that is called and cannot be. It is looked for before the library parses, because the library keeps
 * every name that it has ever seen called, for as long as the process lives.
 */
export function unknownCall(text: string): Called | undefined {
  let name: Called | undefined;
  for (const { 0: found, 1: word, index } of text.matchAll(token)) {
    if (word !== undefined) name = { name: word, at: index };
    else if (found === "(" && name !== undefined && !isCallable(name.name)) return name;
    else if (!isPassedOver(found)) name = undefined;
  }
  return undefined;
}

/** White space and comments between a name and its bracket change nothing; a text in between does. */
const isPassedOver = (found: string): boolean => found.trim() === "" || found.startsWith("//");
