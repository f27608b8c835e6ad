import type { Listed } from "../rest/resources.ts";
import { bodyOf, type RestClient } from "../rest/rest-client.ts";

type Page = Listed<{ readonly id: string }>;

async function read(client: RestClient, path: string): Promise<Page> {
  const answer = await client.get(path);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return bodyOf<Page>(answer);
}

const join = (path: string, more: string): string => `${path}${path.includes("?") ? "&" : "?"}${more}`;

/** The ids of a list, by following `nextCursor`: of all of it, or of its first `most` and the rest of their page. */
export async function walkByCursor(
  client: RestClient,
  path: string,
  perPage: number,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let next: string | undefined;
  do {
    const page = await read(client, join(path, `perPage=${perPage}${next === undefined ? "" : `&cursor=${next}`}`));
    ids.push(...page.data.map(({ id }) => id));
    next = page.pagination.nextCursor;
  } while (next !== undefined && ids.length < most);
  return ids;
}

/** The ids of a whole list, page by page, until one is not full. */
export async function walkByPage(client: RestClient, path: string, perPage: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page++) {
    const { data } = await read(client, join(path, `page=${page}&perPage=${perPage}`));
    ids.push(...data.map(({ id }) => id));
    if (data.length < perPage) return ids;
  }
}

/** Runs many of a kind at once, each again and again, until what is awaited meanwhile has ended. */
export async function whileWriting<T>(
  writers: number,
  write: (writer: number) => Promise<unknown>,
  work: () => Promise<T>,
): Promise<T> {
  let over = false;
  const loop = async (writer: number): Promise<void> => {
    while (!over) await write(writer);
  };
  const loops = Array.from({ length: writers }, (_, writer) => loop(writer));
  try {
    return await work();
  } finally {
    over = true;
    await Promise.all(loops);
  }
}
