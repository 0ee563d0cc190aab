import type { PieceView, TypeView } from '../../../../shared/layoutView.ts';
import type { Engine } from '../../engine/engine.ts';
import { bytes, grouped } from '../figures.ts';
import type { FieldPlace } from '../place/place.ts';
import { describeType, fieldTyOf } from '../view/typeFacts.ts';
import { code, sentence } from './markdown.ts';
import { typeHover } from './typeHover.ts';

const limits = { depth: 1, budget: 200 };

/** A field: where it lies in its struct or variant, and what follows it; then its type. */
export function fieldHover(place: FieldPlace, engine: Engine): readonly string[] {
  const { owner, variant, field, env } = place;
  const ty = fieldTyOf(owner, variant, field, env, engine);
  if (!ty) return [];
  const view = describeType(owner, env, engine, { ...limits });
  const pieces = view.variants ? view.variants[variant]?.pieces : view.pieces;
  const at = pieces?.findIndex((p) => p.kind === 'field' && p.index === field) ?? -1;
  const [first = '', ...rest] = typeHover(ty, env, engine);
  const where = pieces && at >= 0 ? position(pieces, at, view) : unknownOwner(view);
  return [first, ...(view.reason && first.includes(sentence(view.reason)) ? [] : [where]), ...rest];
}

function position(pieces: readonly PieceView[], at: number, owner: TypeView): string {
  const piece = pieces[at]!;
  const next = pieces[at + 1];
  const follows = next?.kind === 'padding' ? `, then ${bytes(next.size)} of padding` : '';
  const whole = owner.size === undefined ? '' : ` (${bytes(owner.size)})`;
  return `At offset **${grouped(piece.offset)}** of ${code(owner.name)}${whole}${follows}.`;
}

function unknownOwner({ name, reason }: TypeView): string {
  return `Its offset in ${code(name)} is unknown${reason ? `: ${sentence(reason)}` : ''}.`;
}
