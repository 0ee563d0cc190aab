import type { FieldPiece, TypeView } from '../../../shared/layoutView.ts';

/** A list of fields in one order, to be shown beside the same fields in another. */
export interface Order {
  readonly title: string;
  readonly names: readonly string[];
}

/** A line from an item of one list to the same one in the next. */
export interface Connection {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Of more fields nobody follows the lines. */
const MAX_NAMES = 100;

/**
 * Declaration, memory and drop order of a struct's or tuple's fields; only those that say something the others don't:
 * nothing at all where memory order is the declared one, for then fields are dropped in that order too.
 */
export function ordersOf(type: TypeView): readonly Order[] {
  if (type.declaredOrder === undefined || type.declaredOrder.length > MAX_NAMES) return [];
  const memory = fieldsOf(type).map((field) => field.name);
  const orders = [
    { title: 'as declared', names: type.declaredOrder },
    { title: 'in memory', names: memory },
  ];
  if (type.dropOrder === undefined || type.dropOrder.length === 0) return orders;
  return [...orders, { title: 'when dropped', names: type.dropOrder }];
}

/** The fields of a type in memory order. */
export function fieldsOf(type: TypeView): readonly FieldPiece[] {
  return type.pieces.filter((piece) => piece.kind === 'field');
}

/** The lines between two lists that hold the same names. */
export function connections(from: Order, to: Order): readonly Connection[] {
  return from.names.flatMap((name, i) => {
    const j = to.names.indexOf(name);
    return j === -1 ? [] : [{ name, from: i, to: j }];
  });
}

/** The curve from one list's item to the next one's, for items of `height` pixels and a gap of `width`. */
export function connectionPath({ from, to }: Connection, width: number, height: number): string {
  const y1 = (from + 0.5) * height;
  const y2 = (to + 0.5) * height;
  const bend = width / 2;
  return `M0 ${y1}C${bend} ${y1} ${bend} ${y2} ${width} ${y2}`;
}
