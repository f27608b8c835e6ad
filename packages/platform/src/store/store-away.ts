/**
 * An engine cannot answer now: its server is away, or takes longer than anybody waits. Reads reject with it (writes
 * answer `unavailable`); a caller is told `store.unavailable`.
 */
export class StoreAway extends Error {
  override readonly name = "StoreAway";
}
