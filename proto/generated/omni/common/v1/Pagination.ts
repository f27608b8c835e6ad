// Original file: omni/common/v1/common.proto


export interface PaginationInput {
  'page'?: (number);
  'perPage'?: (number);
  'total'?: (number);
  /**
   * False when there are more than `total` (10,000).
   */
  'totalIsExact'?: (boolean);
  /**
   * Absent at the end of the list.
   */
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

export interface Pagination {
  'page'?: (number);
  'perPage'?: (number);
  'total'?: (number);
  /**
   * False when there are more than `total` (10,000).
   */
  'totalIsExact'?: (boolean);
  /**
   * Absent at the end of the list.
   */
  'nextCursor'?: (string);
}
