// Original file: omni/timeline/v1/dead_letters.proto

import type { DeadLetterInput as _omni_timeline_v1_DeadLetterInput, DeadLetter as _omni_timeline_v1_DeadLetter } from '../../../omni/timeline/v1/DeadLetter.ts';

export interface ListDeadLettersResponseInput {
  /**
   * By topic, oldest first.
   */
  'deadLetters'?: (_omni_timeline_v1_DeadLetterInput)[];
  /**
   * Whether there may be others beyond these.
   */
  'more'?: (boolean);
}

export interface ListDeadLettersResponse {
  /**
   * By topic, oldest first.
   */
  'deadLetters': (_omni_timeline_v1_DeadLetter)[];
  /**
   * Whether there may be others beyond these.
   */
  'more'?: (boolean);
}
