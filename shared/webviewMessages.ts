import type {
  CrateTypesDone,
  CrateTypesProgress,
  SizesBefore,
  TypeCandidates,
  TypeRow,
} from './crateTypes.ts';
import type { DropView } from './dropView.ts';
import type { LayoutView, SourcePlace } from './layoutView.ts';
import type { CursorPlace } from './protocol.ts';

/** What the extension and the pages in its panels say to each other, by `postMessage`. */

/** Extension to the page in any panel. */
export type ToAnyPage = ShowNothing | ShowFollowing;

/** Page in any panel to the extension. */
export type FromAnyPage = PageReady | SelectSource | SetFollowing;

/** Extension to the layout page, beside `ToAnyPage`. */
export type ToLayoutPage = ShowLayout | ShowComparison | ShowCandidates;

/** Draw this. The page keeps `place` as its state, from which the panel is restored after a restart. */
export interface ShowLayout {
  readonly kind: 'layout';
  readonly view: LayoutView;
  readonly place: CursorPlace;
}

/** The same type on the target that the page wants to compare with; comes with every layout until it wants none. */
export interface ShowComparison {
  readonly kind: 'comparison';
  readonly target: string;
  /** Absent where there is none, for the reason beside it. */
  readonly view?: LayoutView;
  readonly reason?: string;
}

/** What may be typed for the parameters of the generic type that is shown. */
export interface ShowCandidates extends TypeCandidates {
  readonly kind: 'candidates';
}

/** No type stands at the place, or nothing is known of it. A page that shows a layout keeps it. */
export interface ShowNothing {
  readonly kind: 'nothing';
  readonly reason: string;
}

/** Whether the panel follows the cursor now. */
export interface ShowFollowing {
  readonly kind: 'following';
  readonly following: boolean;
}

/** Layout page to extension, beside `FromAnyPage`. */
export type FromLayoutPage = SetTypeArguments | SetComparison | SavePicture | CopyText;

/** The page listens; nothing is sent to it before. */
export interface PageReady {
  readonly kind: 'ready';
}

/** Select this in the editor. */
export interface SelectSource {
  readonly kind: 'select';
  readonly place: SourcePlace;
}

export interface SetFollowing {
  readonly kind: 'setFollowing';
  readonly following: boolean;
}

/** Show the type with these arguments for its own parameters, in Rust; none: as it is defined. */
export interface SetTypeArguments {
  readonly kind: 'setTypeArguments';
  readonly typeArguments: readonly string[];
}

/** Send the type's layout on this target too, from now on; absent: on no other. */
export interface SetComparison {
  readonly kind: 'setComparison';
  readonly target?: string;
}

/** Ask the user for a file name, and write this there. */
export interface SavePicture {
  readonly kind: 'save';
  readonly format: 'svg' | 'png' | 'markdown' | 'json';
  /** Suggested file name, without its ending. */
  readonly name: string;
  /** The text; for `png` the bytes in base64. */
  readonly data: string;
}

/** Put this into the clipboard. */
export interface CopyText {
  readonly kind: 'copy';
  readonly text: string;
}

/** Show this; to the page in the drops panel. It keeps `place` as the layout page does. */
export interface ShowDrops {
  readonly kind: 'drops';
  readonly view: DropView;
  readonly place: CursorPlace;
}

/** What a page keeps with `setState`. */
export interface PageState {
  readonly place: CursorPlace;
  readonly following?: boolean;
  /** Bytes in a row of the picture. */
  readonly rowWidth?: number | 'auto';
  readonly offsets?: 'decimal' | 'hex';
  /** Boxes that were opened and closed, by type and then by the box's key. */
  readonly open?: readonly (readonly [
    type: string,
    boxes: readonly (readonly [key: string, open: boolean])[],
  ])[];
}

/** Extension to the page of the view "Types of the Crate". */
export type ToTypesPage = TypesStarted | TypesPart | ShowTypes | TypesCancelled | NoProject;

/** A list is being made; the one that is shown stays until the first part comes. */
export interface TypesStarted {
  readonly kind: 'started';
}

export interface TypesPart {
  readonly kind: 'part';
  readonly rows: readonly TypeRow[];
  readonly progress: CrateTypesProgress;
}

/** The complete list. */
export interface ShowTypes {
  readonly kind: 'types';
  readonly rows: readonly TypeRow[];
  readonly done: CrateTypesDone;
  /** The sizes at the last commit, `same` where no file has changed since; absent where that isn't known. */
  readonly before?: SizesBefore | 'same';
}

/** The user has stopped it: what was found until then. */
export interface TypesCancelled {
  readonly kind: 'cancelled';
  readonly rows: readonly TypeRow[];
}

export interface NoProject {
  readonly kind: 'noProject';
}

/** The page of the view to the extension. */
export type FromTypesPage =
  | PageReady
  | SelectSource
  | RefreshTypes
  | CancelTypes
  | OpenType
  | SaveList
  | OpenFolder;

export interface RefreshTypes {
  readonly kind: 'refresh';
}

export interface CancelTypes {
  readonly kind: 'cancel';
}

/** Show the picture of this type, and its source. */
export interface OpenType {
  readonly kind: 'open';
  readonly row: TypeRow;
}

/** Ask for a file name, and write the list there. */
export interface SaveList {
  readonly kind: 'saveList';
  /** JSON. */
  readonly data: string;
}

/** Ask the user for a folder to work in. */
export interface OpenFolder {
  readonly kind: 'openFolder';
}

/** What the page of the view keeps with `setState`. */
export interface TypesPageState {
  readonly sort?: string;
  readonly descending?: boolean;
  readonly group?: boolean;
  readonly filter?: string;
  readonly onlyChanged?: boolean;
  readonly closed?: readonly string[];
}
