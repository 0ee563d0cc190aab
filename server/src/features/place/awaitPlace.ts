import { isUnknown } from '../../base/unknown.ts';
import { coroutinesOf } from '../../engine/coroutines.ts';
import type { FileContext } from '../../engine/fileContext.ts';
import { futuresIn } from '../../engine/futures.ts';
import type { SourceDef } from '../../resolve/model/def.ts';
import type { Place } from './place.ts';

/** The `await` of an `.await` or the `async` of a block, by the text at a UTF-16 offset of the function's unit. */
export function awaitPlaceAt({ engine }: FileContext, def: SourceDef, offset: number): Place | undefined {
  if (def.item.kind !== 'fn') return undefined;
  const { text } = def.unit;
  const start = offset - (/[a-z]*$/.exec(text.slice(Math.max(0, offset - 6), offset))?.[0].length ?? 0);
  const word = /^[a-z]+/.exec(text.slice(start, start + 6))?.[0];
  if (word !== 'await' && word !== 'async') return undefined;
  const span = { start, end: start + word.length };
  for (const { ty, env, kind, offset: at } of futuresIn(engine, def)) {
    if (word === 'async') {
      if (kind === 'async block' && at === start) return { kind: 'type', ty, env, span };
      continue;
    }
    const shape = coroutinesOf(engine).shapeOf(ty);
    if (isUnknown(shape)) continue;
    const isHere = shape.points.some((point) => point.at.unit === def.unit && point.at.offset === start);
    if (isHere) return { kind: 'await', ty, env, at: start, span };
  }
  return undefined;
}
