// Runs one command on a database, past everything of the rail: `mongo-command.mjs <url> <database> <command as JSON>`.
import { createRequire } from "node:module";

// The version that the rail is tested with; this package itself does not depend on it.
const mongoose = createRequire(new URL("../../../platform/package.json", import.meta.url))("mongoose");
const [url = "", database = "", command = "{}"] = process.argv.slice(2);
const connection = await mongoose.createConnection(url, { dbName: database }).asPromise();
await connection.db.command(JSON.parse(command));
await connection.close();
process.exit(0);
