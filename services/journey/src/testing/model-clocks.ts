// Contract §2: clocks that stop on hold and go on with the time that was left. The domain keeps due times and moves
// them; this keeps the time left and lets it run down, so that the two can be wrong only in different ways.

interface ModelClock {
  /** Milliseconds until it is late; `undefined` for never. */
  left: number | undefined;
  told: boolean;
}

export class ModelClocks {
  private at: number;
  private readonly journey: ModelClock;
  private step: ModelClock = { left: undefined, told: false };

  constructor(now: number, dueInMs: number | undefined) {
    this.at = now;
    this.journey = { left: dueInMs, told: false };
  }

  /** A step with its own time is entered. */
  enter(timeoutMs: number | undefined): void {
    this.step = { left: timeoutMs, told: false };
  }

  /** Time passes; a clock that does not run has as much left as before. */
  goOn(now: number, runs: boolean): void {
    const passed = now - this.at;
    this.at = now;
    if (!runs) return;
    for (const clock of [this.journey, this.step]) if (clock.left !== undefined) clock.left -= passed;
  }

  /** Who is late and has not been told of: the longest late first, the step before its journey. */
  tell(): readonly ("step" | "journey")[] {
    const late = (["step", "journey"] as const).filter((name) => isLate(this[name]) && !this[name].told);
    for (const name of late) this[name].told = true;
    return late.toSorted((one, other) => (this[one].left ?? 0) - (this[other].left ?? 0));
  }

  /** While on hold only what was told before counts. */
  isOverdue(held: boolean): boolean {
    return this.journey.told || (!held && isLate(this.journey));
  }

  get left(): { readonly journey: number | undefined; readonly step: number | undefined } {
    return { journey: this.journey.left, step: this.step.left };
  }
}

const isLate = ({ left }: ModelClock): boolean => left !== undefined && left <= 0;
