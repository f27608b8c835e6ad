// Original file: omni/timeline/v1/timeline.proto


export interface TimelineEntryInput {
  /**
   * The event's id.
   */
  'id'?: (string);
  'timestamp'?: (string);
  /**
   * Without `omni.`; `gap` where an event could not be read and waits to be replayed.
   */
  'eventType'?: (string);
  'actorId'?: (string);
  'actorName'?: (string);
  'onBehalfOf'?: (string);
  'channel'?: (string);
  'summary'?: (string);
  /**
   * The JSON text of one object: ids and outcomes.
   */
  'metadata'?: (Buffer | Uint8Array | string);
  '_actorName'?: "actorName";
  '_onBehalfOf'?: "onBehalfOf";
  '_channel'?: "channel";
}

export interface TimelineEntry {
  /**
   * The event's id.
   */
  'id'?: (string);
  'timestamp'?: (string);
  /**
   * Without `omni.`; `gap` where an event could not be read and waits to be replayed.
   */
  'eventType'?: (string);
  'actorId'?: (string);
  'actorName'?: (string);
  'onBehalfOf'?: (string);
  'channel'?: (string);
  'summary'?: (string);
  /**
   * The JSON text of one object: ids and outcomes.
   */
  'metadata'?: (Buffer);
}
