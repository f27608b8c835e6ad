// Original file: google/rpc/status.proto

import type { AnyInput as _google_protobuf_AnyInput, Any as _google_protobuf_Any } from '../../google/protobuf/Any.ts';

/**
 * The rich error of gRPC (https://google.aip.dev/193), as carried in `grpc-status-details-bin`.
 */
export interface StatusInput {
  'code'?: (number);
  'message'?: (string);
  'details'?: (_google_protobuf_AnyInput)[];
}

/**
 * The rich error of gRPC (https://google.aip.dev/193), as carried in `grpc-status-details-bin`.
 */
export interface Status {
  'code'?: (number);
  'message'?: (string);
  'details': (_google_protobuf_Any)[];
}
