// A listener in a process of its own, which a test may kill. Tells its parent its port and every call that it begins;
// a call of "hang" is never answered.
import { listenGrpc } from "../index.ts";
import { listeningWith } from "./one-method-server.ts";

const options = listeningWith((text) => {
  process.send?.({ began: text });
  return text === "hang" ? new Promise(() => {}) : Promise.resolve(text);
});
const listener = await listenGrpc({ ...options, port: Number(process.argv[2]) });
process.send?.({ port: listener.port });
// Nothing else ends it: its parent must not leave it behind.
process.once("disconnect", () => process.exit());
