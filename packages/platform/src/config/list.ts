import type { Documented, Variable } from "./variable.ts";

/** Texts with commas between them, none of them empty; none at all unless it is set. */
export const list = ({
  doc,
  of = "texts",
  accepts = () => true,
  required = false,
}: Documented & ListOf): Variable<readonly string[]> => ({
  doc,
  expected: `${of}, with commas between them`,
  ...(required ? {} : { unset: { value: [] } }),
  read: (found) => {
    const listed = found.split(",").map((one) => one.trim());
    return listed.every((one) => one !== "" && accepts(one)) ? listed : undefined;
  },
});

interface ListOf {
  /** What the texts are: `origins such as https://bank.example`. */
  readonly of?: string;
  readonly accepts?: (one: string) => boolean;
  /** There must be one at least; default false. */
  readonly required?: boolean;
}
