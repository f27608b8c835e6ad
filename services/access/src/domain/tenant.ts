/** A bank (or a unit of one) with the settings that rule its requests. */
export interface Tenant {
  /** `tnt_…` */
  readonly id: string;
  /** IANA zone, such as `Asia/Riyadh`: what a date without a time means. */
  readonly zone: string;
  /** The longest window of a delegation, in days. */
  readonly delegationDaysMax: number;
  /** Decisions need the deciding user's own token: no key may decide in his name. */
  readonly decisionsByUserTokenOnly: boolean;
}
