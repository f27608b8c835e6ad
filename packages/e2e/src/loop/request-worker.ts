import { parentPort } from "node:worker_threads";

/** One request for another thread to send, so that sending it does not hold up the thread that is measured. */
export interface WorkerRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface WorkerAnswer {
  readonly status: number;
  readonly bytes: number;
}

parentPort?.on("message", ({ url, ...init }: WorkerRequest) => {
  void answer(url, init);
});

async function answer(url: string, init: RequestInit): Promise<void> {
  const response = await fetch(url, init);
  const answered: WorkerAnswer = { status: response.status, bytes: (await response.arrayBuffer()).byteLength };
  parentPort?.postMessage(answered, []);
}
