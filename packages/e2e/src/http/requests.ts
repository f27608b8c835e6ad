/** A rail to send requests to, and the credential to send. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly apiKey: string;
}

const base = "/api/v1/omni";

/** A GET of a path below the base path, as the whole text of the request. */
export const get = ({ host, port, apiKey }: Target, path: string): string =>
  `GET ${base}${path} HTTP/1.1\r\nhost: ${host}:${port}\r\nauthorization: Bearer ${apiKey}\r\n\r\n`;

/** A POST with an Idempotency-Key. `body` is JSON text of ASCII characters. */
export const post = ({ host, port, apiKey }: Target, path: string, key: string, body: string): string =>
  `POST ${base}${path} HTTP/1.1\r\nhost: ${host}:${port}\r\nauthorization: Bearer ${apiKey}\r\n` +
  `content-type: application/json\r\nidempotency-key: ${key}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
