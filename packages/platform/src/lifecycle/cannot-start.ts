/**
 * Thrown while a process starts, for what an operator can put right: a port in use, data that cannot be read. The
 * message says what is wrong, where, and what to do; it is shown as it is, without a stack.
 */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}
