import { accepted, type JsonText, parseOpenMap, type Result } from "@omni/kernel";

/** Reads an open map that may be left out. */
export const openMap = (text: string | undefined, pointer: string, bytesMax: number): Result<JsonText | undefined> =>
  text === undefined ? accepted(undefined) : parseOpenMap(text, pointer, bytesMax);
