/**
 * "Cannot be told", as a value. The reason is a sentence part a user can act on and stands alone
 * ("`serde` is in Cargo.lock, but its source is not on this machine; run `cargo fetch`").
 */
export interface Unknown {
  readonly kind: 'unknown';
  readonly reason: string;
}

/** Makes an {@link Unknown} with its reason. */
export function unknown(reason: string): Unknown {
  return { kind: 'unknown', reason };
}

/** Whether a value is an {@link Unknown}; other values may be strings, objects or undefined. */
export function isUnknown(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'unknown';
}
