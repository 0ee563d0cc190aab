import type { FromAnyPage, FromLayoutPage } from '../../../shared/webviewMessages.ts';
import { rowWidths } from '../geometry/rowWidth.ts';
import type { State } from '../state/panelState.ts';

/** What follows from something that the user did: a new state, and perhaps a message to the extension. */
export interface Outcome {
  readonly state: State;
  readonly message?: FromAnyPage | FromLayoutPage;
}

/** A click on a control, by its `data-action`. Any closes the menu, but the one that opens it. */
export function act(state: State, action: string): Outcome {
  const closed = { ...state, menuOpen: false };
  switch (action) {
    case 'menu':
      return { state: { ...state, menuOpen: !state.menuOpen } };
    case 'hex':
      return { state: { ...closed, offsets: state.offsets === 'hex' ? 'decimal' : 'hex' } };
    case 'follow': {
      const following = !state.following;
      return { state: { ...closed, following }, message: { kind: 'setFollowing', following } };
    }
    default:
      return { state: closed };
  }
}

/** A choice from a list, by its `data-choose`. */
export function choose(state: State, what: string, value: string): Outcome {
  if (what === 'rowWidth') {
    return { state: { ...state, rowWidth: rowWidths.find((width) => String(width) === value) ?? 'auto' } };
  }
  const { comparing, ...rest } = state;
  if (value !== '' && value !== 'reprC') {
    const message = { kind: 'setComparison', target: value } as const;
    return { state: { ...rest, comparing: { kind: 'target', target: value } }, message };
  }
  return {
    state: value === '' ? rest : { ...rest, comparing: { kind: 'reprC' } },
    ...(comparing?.kind === 'target' && { message: { kind: 'setComparison' } }),
  };
}

/** Arguments typed for a generic type's parameters; all empty: as it is defined. */
export function fillIn(state: State, texts: readonly string[]): Outcome {
  const typed = texts.map((text) => text.trim());
  const typeArguments = typed.every((text) => text === '') ? [] : typed;
  return { state, message: { kind: 'setTypeArguments', typeArguments } };
}
