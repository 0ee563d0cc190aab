import type {
  FieldPiece,
  PieceView,
  SourcePlace,
  TypeView,
  VariantView,
} from '../../../shared/layoutView.ts';
import { patternText } from './figures.ts';
import { variantTitle } from './tagWords.ts';

/**
 * The boxes of a picture, before they are laid on rows: a tree that holds only what is open. Boxes that lie over the
 * same bytes (a union's fields, an enum's variants) stand in lanes of their own.
 */

/** `other`: bytes of a union that this member doesn't cover, but another one does. */
export type BoxKind = 'field' | 'padding' | 'tag' | 'variant' | 'more' | 'other';

export interface Box {
  /** The names that lead here, joined by `/`; the same before and after an edit elsewhere. */
  readonly key: string;
  readonly kind: BoxKind;
  readonly name: string;
  /** Bytes from the start of the picture. */
  readonly offset: number;
  readonly size: number;
  readonly align?: number;
  readonly type?: TypeView;
  readonly place?: SourcePlace;
  /** Number of its colour: the outermost field decides, so that a field's inside looks like it. */
  readonly hue: number;
  readonly depth: number;
  readonly openable: boolean;
  readonly open: boolean;
  /** A value of it can't exist. */
  readonly uninhabited?: boolean;
  /** The inside, where open. */
  readonly lanes: readonly (readonly Box[])[];
}

/** Which boxes the user has opened and closed, by key; absent means as it comes. */
export type OpenState = ReadonlyMap<string, boolean>;

/** Elements of an open array that are drawn; the others stand in one box. */
const SHOWN_ELEMENTS = 8;

interface Where {
  readonly key: string;
  /** Where the type starts in the picture. */
  readonly base: number;
  readonly depth: number;
  /** Undefined for the outermost type, whose fields get a colour each. */
  readonly hue?: number;
  readonly open: OpenState;
}

/** The boxes over a type's bytes: one lane for most types, several where fields or variants share bytes. */
export function lanesOfType(type: TypeView, open: OpenState): readonly (readonly Box[])[] {
  return lanes(type, { key: '', base: 0, depth: 0, open });
}

/** The boxes of one variant over its enum's bytes. */
export function boxesOfVariant(variant: VariantView, open: OpenState): readonly Box[] {
  return boxes(variant.pieces, { key: variant.name, base: 0, depth: 0, open }, variant);
}

function lanes(type: TypeView, where: Where): readonly (readonly Box[])[] {
  if (type.variants !== undefined && type.variants.length > 0) {
    return type.variants.map((variant) => [variantBox(type, variant, where)]);
  }
  if (type.kind === 'union') return unionLanes(type.pieces, where);
  if (type.kind === 'array') return [elements(type, where)];
  return [boxes(type.pieces, where)];
}

/** A lane for each member; all show the bytes that no member covers. */
function unionLanes(pieces: readonly PieceView[], where: Where): readonly (readonly Box[])[] {
  const members = pieces.filter((piece) => piece.kind === 'field');
  const holes = boxes(
    pieces.filter((piece) => piece.kind === 'padding'),
    where,
  );
  const covered = Math.max(0, ...members.map(({ offset, size }) => offset + size));
  return members.map((member) => {
    const end = member.offset + member.size;
    const key = `${where.key}/other@${member.name}`;
    const other = {
      kind: 'other',
      name: 'other members',
      offset: where.base + end,
      size: covered - end,
    } as const;
    const own = boxes([member], where);
    const keyed = holes.map((hole) => ({ ...hole, key: `${hole.key}@${member.name}` }));
    return [...own, ...(other.size > 0 ? [{ ...plain(where, key), ...other }] : []), ...keyed];
  });
}

function boxes(pieces: readonly PieceView[], where: Where, variant?: VariantView): readonly Box[] {
  const only = onlyPiece(pieces);
  // A tail without a known size is drawn below the known bytes (drawing/tail.ts).
  const sized = pieces.filter((piece) => piece.kind !== 'field' || piece.size > 0 || !piece.type.unsized);
  return sized.map((piece) => {
    if (piece.kind === 'field') {
      return fieldBox(piece, where, where.depth > 0 && piece === only && hasSeveralParts(piece.type));
    }
    const hole = piece.kind === 'padding';
    return {
      ...plain(where, `${where.key}/${piece.kind}@${piece.offset}`),
      kind: piece.kind,
      name: hole ? 'padding' : tagName(variant),
      offset: where.base + piece.offset,
      size: piece.size,
    };
  });
}

/** The one piece that has a size, if there is but one. */
function onlyPiece(pieces: readonly PieceView[]): PieceView | undefined {
  const [only, ...others] = pieces.filter((piece) => piece.size > 0);
  return others.length === 0 ? only : undefined;
}

/** Whether something is to be seen inside, be it under wrappers around one field. */
function hasSeveralParts(type: TypeView): boolean {
  if ((type.variants?.length ?? 0) > 0) return true;
  const only = onlyPiece(type.pieces);
  return only === undefined ? type.pieces.length > 0 : only.kind === 'field' && hasSeveralParts(only.type);
}

const tagName = (variant: VariantView | undefined): string =>
  variant?.tagValue === undefined ? 'tag' : `tag = ${patternText(variant.tagValue)}`;

/** A field that covers its whole owner opens with it: `String` is a `Vec<u8>`, which is what one wants to see. */
function fieldBox(piece: FieldPiece, where: Where, opensWithOwner: boolean): Box {
  const key = where.key === '' ? piece.name : `${where.key}/${piece.name}`;
  const openable = isOpenable(piece.type);
  const open = openable && (where.open.get(key) ?? opensWithOwner);
  const hue = where.hue ?? piece.index;
  const base = where.base + piece.offset;
  return {
    ...plain(where, key),
    kind: 'field',
    name: piece.name,
    offset: base,
    size: piece.size,
    align: piece.align,
    type: piece.type,
    hue,
    openable,
    open,
    ...(piece.place && { place: piece.place }),
    ...(piece.type.uninhabited && { uninhabited: true }),
    lanes: open ? lanes(piece.type, { ...where, key, base, hue, depth: where.depth + 1 }) : [],
  };
}

function variantBox(type: TypeView, variant: VariantView, where: Where): Box {
  const key = `${where.key}/${variant.name}`;
  const inside = { ...where, key, depth: where.depth + 1 };
  const open = variant.pieces.some((piece) => piece.kind === 'field' && piece.size > 0);
  return {
    ...plain(where, key),
    kind: 'variant',
    name: variantTitle(type, variant),
    offset: where.base,
    size: type.size ?? 0,
    open,
    ...(variant.place && { place: variant.place }),
    ...(variant.uninhabited && { uninhabited: true }),
    lanes: open ? [boxes(variant.pieces, inside, variant)] : [],
  };
}

function elements(type: TypeView, where: Where): readonly Box[] {
  const count = Number(type.count ?? type.pieces.length);
  const all = count <= SHOWN_ELEMENTS + 1 ? count : SHOWN_ELEMENTS;
  const shown = boxes(type.pieces.slice(0, all), where);
  const end = shown.at(-1);
  const from = end === undefined ? where.base : end.offset + end.size;
  const rest = where.base + (type.size ?? 0) - from;
  if (rest <= 0) return shown;
  const more: Box = {
    ...plain(where, `${where.key}/more`),
    kind: 'more',
    name: `${count - shown.length} more`,
    offset: from,
    size: rest,
  };
  return [...shown, more];
}

function plain(where: Where, key: string) {
  return {
    key,
    depth: where.depth,
    hue: where.hue ?? 0,
    openable: false,
    open: false,
    lanes: [] as readonly (readonly Box[])[],
  };
}

/** Whether there is an inside to show. */
export function isOpenable(type: TypeView): boolean {
  if ((type.size ?? 0) === 0) return false;
  return type.pieces.some((piece) => piece.kind === 'field') || (type.variants?.length ?? 0) > 0;
}
