import type { ArgumentError, LayoutView, TypeView } from '../../../shared/layoutView.ts';
import type { CursorPlace } from '../../../shared/protocol.ts';
import type { PageState, ShowComparison } from '../../../shared/webviewMessages.ts';
import type { OffsetBase } from '../geometry/figures.ts';
import { type RowWidth, rowWidths } from '../geometry/rowWidth.ts';

/** All that the page is drawn from. */
export interface State {
  readonly view?: LayoutView;
  readonly place?: CursorPlace;
  /** Why nothing new is shown; a picture that is there stays. */
  readonly nothing?: string;
  readonly following: boolean;
  /** Boxes opened and closed by the user, by type and then by the box's key. */
  readonly open: ReadonlyMap<string, ReadonlyMap<string, boolean>>;
  readonly rowWidth: RowWidth;
  readonly offsets: OffsetBase;
  /** Room for the picture, in CSS pixels. */
  readonly pixels: number;
  /** The field that was clicked last. */
  readonly selected?: string;
  readonly menuOpen: boolean;
  /** The generic definition that the arguments are for, while they are given. */
  readonly generic?: Generic;
  readonly comparing?: Comparing;
}

export interface Generic {
  readonly place: string;
  readonly parameters: readonly string[];
  readonly typeArguments: readonly string[];
  /** What is wrong with them. */
  readonly errors?: readonly ArgumentError[];
}

/** What the picture is held against. */
export type Comparing =
  | { readonly kind: 'reprC' }
  | {
      readonly kind: 'target';
      readonly target: string;
      readonly view?: LayoutView;
      readonly reason?: string;
    };

export const initialState: State = {
  following: true,
  open: new Map(),
  rowWidth: 'auto',
  offsets: 'decimal',
  pixels: 600,
  menuOpen: false,
};

/** Which boxes of the type are open and closed by the user's hand. */
export function openIn(state: State, type: TypeView): ReadonlyMap<string, boolean> {
  return state.open.get(type.name) ?? new Map();
}

/** The state with a box of the shown type opened or closed. */
export function withOpen(state: State, key: string, isOpen: boolean): State {
  const name = state.view?.root.name;
  if (name === undefined) return state;
  const boxes = new Map(state.open.get(name)).set(key, isOpen);
  return { ...state, open: new Map(state.open).set(name, boxes) };
}

/** The state with a new picture; arguments for a generic's parameters stay as long as it is the same definition. */
export function withView(state: State, view: LayoutView, place: CursorPlace): State {
  const { nothing: _, generic, comparing, ...rest } = state;
  const next = genericOf(view, generic);
  const kept = comparing?.kind === 'target' ? { kind: comparing.kind, target: comparing.target } : comparing;
  return { ...rest, view, place, ...(next && { generic: next }), ...(kept && { comparing: kept }) };
}

/** The state with the other target's picture, if it is still wanted. */
export function withComparison(state: State, { target, view, reason }: ShowComparison): State {
  if (state.comparing?.kind !== 'target' || state.comparing.target !== target) return state;
  const answer = { ...(view && { view }), ...(reason !== undefined && { reason }) };
  return { ...state, comparing: { kind: 'target', target, ...answer } };
}

function genericOf({ root, argumentErrors }: LayoutView, before: Generic | undefined): Generic | undefined {
  const place = root.place === undefined ? root.name : `${root.place.path}:${root.place.start}`;
  const parameters = root.parameters ?? [];
  const isSame = before?.place === place;
  if (parameters.length > 0) {
    const errors = argumentErrors && { errors: argumentErrors };
    return { place, parameters, typeArguments: isSame ? before.typeArguments : [], ...errors };
  }
  if (!isSame || !before.typeArguments.some((text) => text !== '')) return undefined;
  return { place, parameters: before.parameters, typeArguments: before.typeArguments };
}

/** What VS Code keeps for a panel that is restored. */
export function pageState(state: State): PageState | undefined {
  const { place, rowWidth, offsets } = state;
  return place && { place, rowWidth, offsets };
}

/** The state to start from: as the page was left. */
export function restored(kept: PageState | undefined): State {
  const rowWidth = rowWidths.find((width) => width === kept?.rowWidth) ?? 'auto';
  return { ...initialState, rowWidth, offsets: kept?.offsets === 'hex' ? 'hex' : 'decimal' };
}
