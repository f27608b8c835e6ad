// Original file: omni/common/v1/common.proto


/**
 * An entity that something concerns, such as {type: "contract", id: "ctr_1"}.
 */
export interface SubjectInput {
  'type'?: (string);
  'id'?: (string);
}

/**
 * An entity that something concerns, such as {type: "contract", id: "ctr_1"}.
 */
export interface Subject {
  'type'?: (string);
  'id'?: (string);
}
