import { z } from "@hono/zod-openapi";
import type { Pagination } from "@omni/proto/generated/omni/common/v1/Pagination";
import type { Writable } from "./json-writer.ts";
import { queryNumber, text, wholeMax } from "./schemas.ts";

/** The parameters that every list takes. */
export const pageQuery = (perPage: { readonly default: number; readonly max: number }) => ({
  page: queryNumber({ min: 1, max: wholeMax })
    .optional()
    .openapi({ description: "`page × perPage` is at most 10,000; walk on with `cursor`." }),
  perPage: queryNumber({ min: 1, max: perPage.max }).optional().openapi({ default: perPage.default }),
  cursor: text().optional().openapi({ description: "`nextCursor` of the page before, instead of `page`." }),
});

export const listPage = pageQuery({ default: 20, max: 100 });
export const timelinePage = pageQuery({ default: 50, max: 200 });

interface AskedPage {
  readonly page?: number | undefined;
  readonly perPage?: number | undefined;
  readonly cursor?: string | undefined;
}

/** Parts the parameters of the page from the filters. */
export function partPage<Query extends AskedPage>({ page, perPage, cursor, ...filters }: Query) {
  return { page: { page, perPage, cursor }, filters };
}

export const paginationSchema = z
  .strictObject({
    page: z.number().int().optional().openapi({ description: "Left out while walking with a cursor." }),
    perPage: z.number().int(),
    total: z.number().int().openapi({ description: "Exact up to 10,000." }),
    totalIsExact: z.boolean(),
    nextCursor: z.string().optional().openapi({ description: "Left out at the end of the list." }),
  })
  .openapi("Pagination");

/** Answers one resource. */
export const one = (resource: Writable): Writable => ({ data: resource });

/** Answers a list with its page. */
export const list = (resources: readonly Writable[], pagination: Pagination | undefined): Writable => ({
  data: resources,
  pagination: toPagination(pagination ?? {}),
});

const toPagination = ({ page, perPage, total, totalIsExact, nextCursor }: Pagination) => ({
  // A cursor walk has no page number: it arrives as 0.
  page: page === 0 ? undefined : page,
  perPage: perPage ?? 0,
  total: total ?? 0,
  totalIsExact: totalIsExact ?? false,
  nextCursor,
});
