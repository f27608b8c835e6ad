/** The way from those who publish to those who consume, for a test to stand in. */
export interface Delivery {
  /** From now on nothing is handed over. What is published waits; on the embedded bus a batch in hand does as well. */
  hold(): void;
  /** Makes each message wait for about so long. */
  slowDown(milliseconds: number): void;
  /** Hands over what has waited, and goes on as it usually does. */
  release(): void;
}
