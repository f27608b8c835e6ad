// Original file: omni/common/v1/common.proto


export interface ReadEventsResponseInput {
  /**
   * Each is the JSON text of one event envelope, in order of sequence, without gaps.
   */
  'events'?: (Buffer | Uint8Array | string)[];
}

export interface ReadEventsResponse {
  /**
   * Each is the JSON text of one event envelope, in order of sequence, without gaps.
   */
  'events': (Buffer)[];
}
