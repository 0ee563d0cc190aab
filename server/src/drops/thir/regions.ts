import type { DropRule, SourcePos } from '../mir/model.ts';

/**
 * A scope of the region tree (`rustc_middle::middle::region::Scope`). Scopes are compared by reference.
 * What ends with it is dropped at `end`, its last character.
 */
export interface RegionScope {
  readonly kind: 'node' | 'remainder' | 'ifThen' | 'ifThenRescope' | 'matchGuard' | 'arguments';
  readonly parent: RegionScope | undefined;
  readonly end: SourcePos;
  /** Temporaries do not outlive it (a `Destruction` scope lies around it). */
  readonly terminating: boolean;
  /** Why a temporary that ends here does. */
  readonly rule: DropRule;
}

/** What encloses an expression while the tree is walked (`region.rs`, `Context`). */
export interface Context {
  readonly parent: RegionScope;
  /** Where a variable declared here ends. */
  readonly variables: RegionScope;
}

export function childScope(
  parent: RegionScope | undefined,
  kind: RegionScope['kind'],
  end: SourcePos,
  terminating = false,
  rule: DropRule = 'statementTemporary',
): RegionScope {
  return { kind, parent, end, terminating, rule };
}

/** The scope at whose end a temporary made directly in `scope` is dropped (`default_temporary_scope`). */
export function temporaryScope(scope: RegionScope): RegionScope {
  let at = scope;
  for (;;) {
    if (at.terminating || !at.parent) return at;
    const { parent } = at;
    if (parent.kind === 'ifThenRescope' || parent.kind === 'matchGuard') return parent;
    at = parent;
  }
}
