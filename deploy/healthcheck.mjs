// Does the process of this container take work? Exit code 0 when it does, 1 when it does not or says nothing within 4 s.
// The gateway is asked at /readyz, every other service by its health RPC. Plain JavaScript without dependencies: it
// runs every few seconds, and a gRPC library would take longer to load than the question does.
import { readFileSync } from "node:fs";
import { connect } from "node:http2";

const { OMNI_SERVICE, OMNI_PORT = "8080", OMNI_GRPC_PORT } = process.env;
const { OMNI_TLS_CERT_FILE, OMNI_TLS_KEY_FILE, OMNI_TLS_CA_FILE } = process.env;
const patienceMs = 4_000;

async function gatewayIsReady() {
  const answer = await fetch(`http://127.0.0.1:${OMNI_PORT}/readyz`, { redirect: "error" });
  return answer.status === 200;
}

/** Reaches the process where mutual TLS is configured too: by its own certificate, which need not name loopback. */
function connection() {
  if (!OMNI_TLS_CERT_FILE) return connect(`http://127.0.0.1:${OMNI_GRPC_PORT}`);
  const [cert, key, ca] = [OMNI_TLS_CERT_FILE, OMNI_TLS_KEY_FILE, OMNI_TLS_CA_FILE].map((file) => readFileSync(file));
  return connect(`https://127.0.0.1:${OMNI_GRPC_PORT}`, { cert, key, ca, checkServerIdentity: () => undefined });
}

/** An empty request: not compressed (one byte), no bytes long (four). It asks for the service as a whole. */
const anything = Buffer.alloc(5);
/** The reply: not compressed, two bytes, field 1 (status) is SERVING. */
const serving = Buffer.from([0, 0, 0, 0, 2, 0x08, 1]);

function serviceIsReady() {
  return new Promise((resolve, reject) => {
    const session = connection();
    session.once("error", reject);
    const call = session.request({
      ":method": "POST",
      ":path": "/grpc.health.v1.Health/Check",
      "content-type": "application/grpc",
      te: "trailers",
    });
    const received = [];
    call.on("data", (bytes) => received.push(bytes));
    call.once("error", reject);
    call.once("end", () => resolve(Buffer.concat(received).equals(serving)));
    call.end(anything);
  });
}

setTimeout(() => fail("no answer"), patienceMs);

function fail(reason) {
  // Docker keeps what its last checks said: `docker inspect`.
  console.error(`Not ready: ${reason}`);
  process.exit(1);
}

try {
  if (await (OMNI_SERVICE === "gateway" ? gatewayIsReady() : serviceIsReady())) process.exit(0);
  fail("it says so itself");
} catch (error) {
  fail(error.cause?.message ?? error.message);
}
