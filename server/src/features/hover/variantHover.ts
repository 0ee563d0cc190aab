import type { Engine } from '../../engine/engine.ts';
import { bytes, grouped, pattern } from '../figures.ts';
import type { VariantPlace } from '../place/place.ts';
import { describeType } from '../view/typeFacts.ts';
import { firstLine } from './firstLine.ts';
import { code } from './markdown.ts';
import { memoryTable } from './memoryTable.ts';

const limits = { depth: 2, budget: 400 };

/** A variant: how many of the enum's bytes it uses, which tag means it, and its fields. */
export function variantHover({ owner, variant, env }: VariantPlace, engine: Engine): readonly string[] {
  const view = describeType(owner, env, engine, { ...limits });
  const shown = view.variants?.[variant];
  if (!shown || view.size === undefined) return [firstLine(view, {})];
  const whole = `of ${code(view.name)}'s ${grouped(view.size)}`;
  if (shown.uninhabited) return [`No value of this variant can exist; it takes none ${whole}.`];
  const parts = [`**${bytes(shown.usedSize)}** ${whole}`];
  const { tag } = view;
  if (shown.tagValue !== undefined) parts.push(`tag ${pattern(BigInt(shown.tagValue))}`);
  else if (tag?.untagged === variant) parts.push('any bit pattern that means no other variant');
  if (shown.unused > 0) parts.push(`${grouped(shown.unused)} unused`);
  const table = memoryTable(shown.pieces, 'struct');
  const hasFields = shown.pieces.some((p) => p.kind === 'field');
  return [parts.join(' · '), ...(table && hasFields ? [table] : [])];
}
