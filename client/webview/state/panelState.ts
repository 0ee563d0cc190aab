import type { LayoutView, TypeView } from '../../../shared/layoutView.ts';
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
  readonly comparing?: Comparing;
  /** What may stand for each parameter of a generic type. */
  readonly candidates?: readonly (readonly string[])[];
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

/** The state with a new picture. */
export function withView(state: State, view: LayoutView, place: CursorPlace): State {
  const { nothing: _, comparing, ...rest } = state;
  const kept = comparing?.kind === 'target' ? { kind: comparing.kind, target: comparing.target } : comparing;
  return { ...rest, view, place, ...(kept && { comparing: kept }) };
}

/** The state with the other target's picture, if it is still wanted. */
export function withComparison(state: State, { target, view, reason }: ShowComparison): State {
  if (state.comparing?.kind !== 'target' || state.comparing.target !== target) return state;
  const answer = { ...(view && { view }), ...(reason !== undefined && { reason }) };
  return { ...state, comparing: { kind: 'target', target, ...answer } };
}

/** Whether two pictures are of one definition, whatever its text has become. */
export function isSameType(before: LayoutView | undefined, { root }: LayoutView): boolean {
  const nameOf = ({ name, place }: TypeView) => `${place?.path ?? ''} ${name.replace(/<.*/s, '')}`;
  return before !== undefined && nameOf(before.root) === nameOf(root);
}

/** Types whose open boxes are kept; those that were looked at longest ago are forgotten. */
const MAX_KEPT = 30;

/** What VS Code keeps for a panel that is restored, or whose page it throws away while it is hidden. */
export function pageState(state: State): PageState | undefined {
  const { place, rowWidth, offsets, following } = state;
  const open = [...state.open].slice(-MAX_KEPT).map(([type, boxes]) => [type, [...boxes]] as const);
  return place && { place, rowWidth, offsets, following, open };
}

/** The state to start from: as the page was left. */
export function restored(kept: PageState | undefined): State {
  const rowWidth = rowWidths.find((width) => width === kept?.rowWidth) ?? 'auto';
  return {
    ...initialState,
    rowWidth,
    offsets: kept?.offsets === 'hex' ? 'hex' : 'decimal',
    following: kept?.following ?? initialState.following,
    open: new Map((kept?.open ?? []).map(([type, boxes]) => [type, new Map(boxes)])),
  };
}
