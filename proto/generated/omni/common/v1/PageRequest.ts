// Original file: omni/common/v1/common.proto


/**
 * Either a page (from 1) or a cursor. Absent means the first page of the list's default size.
 */
export interface PageRequestInput {
  'page'?: (number);
  'perPage'?: (number);
  'cursor'?: (string);
  '_page'?: "page";
  '_perPage'?: "perPage";
  '_cursor'?: "cursor";
}

/**
 * Either a page (from 1) or a cursor. Absent means the first page of the list's default size.
 */
export interface PageRequest {
  'page'?: (number);
  'perPage'?: (number);
  'cursor'?: (string);
}
