/**
 * The verified tenant of a call. Every query and every write takes a scope first, so that none can be made without
 * one. Only credentials make scopes: `tenantId` never comes from a body, a path or a query.
 */
export interface Scope {
  readonly tenantId: string;
}
