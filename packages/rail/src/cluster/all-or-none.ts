/** What all of them come to. When some fail, throws for the first of these, but not before the others are over, too. */
export async function allOrNone<const Works extends readonly Promise<unknown>[]>(
  works: Works,
): Promise<{ readonly [Index in keyof Works]: Awaited<Works[Index]> }> {
  await Promise.allSettled(works);
  // The same promises once more: by now they are all settled, so that this is a look at what they came to.
  return (await Promise.all(works)) as { readonly [Index in keyof Works]: Awaited<Works[Index]> };
}
