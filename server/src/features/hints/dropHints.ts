import type { InlayHintSettings } from '../../../../shared/settings.ts';
import type { ScheduleEntry } from '../../drops/scheduleModel.ts';
import { dropsOf, functionAt } from '../../engine/drops.ts';
import type { FileContext } from '../../engine/fileContext.ts';
import type { Item, Span } from '../../syntax/ast.ts';
import { pointMarkdown } from '../drops/words.ts';
import { itemsInside } from '../itemsInside.ts';
import type { Hint } from './hint.ts';

/**
 * Hints at scope ends, `drops guard, buf, name?`, in a range of a file: one batch for each function, so that
 * whoever asks may stop between two. Functions outside of the range are not looked at.
 */
export function* dropHints(
  cx: FileContext,
  range: Span,
  settings: InlayHintSettings,
): Generator<readonly Hint[]> {
  if (!settings.drops) return;
  for (const body of bodiesIn(cx.unit.items, range, cx)) {
    const def = functionAt(cx, body.start + 1);
    if (def) yield hintsOf(cx, def, range, settings.minimumDrops);
  }
}

function hintsOf(
  cx: FileContext,
  def: NonNullable<ReturnType<typeof functionAt>>,
  range: Span,
  minimum: number,
): readonly Hint[] {
  const { text } = cx.unit;
  const { glue, schedules } = dropsOf(cx.engine);
  const points = schedules.of(def).flatMap((body) => body.points);
  return points.flatMap((point): readonly Hint[] => {
    const { at, entries } = point;
    const offset = at.offset + 1;
    if (at.unit !== cx.unit || !at.exact || point.kind !== 'end' || text[at.offset] !== '}') return [];
    if (point.unresolved !== undefined || offset < range.start || offset > range.end) return [];
    if (entries.length < Math.max(1, minimum)) return [];
    const tooltip = `**Dropped where the scope ends**\n\n${pointMarkdown(point, glue)}`;
    const label = `drops ${entries.map(shortName).join(', ')}`;
    return [{ offset, label, tooltip, space: 'before', subject: at.offset, shows: 'drops' }];
  });
}

function shortName(entry: ScheduleEntry): string {
  const name =
    entry.kind === 'variable' ? entry.name : entry.hidden === 'captures' ? 'captures' : 'a temporary';
  return `${name}${entry.conditional ? '?' : ''}`;
}

function* bodiesIn(items: readonly Item[], range: Span, cx: FileContext): Generator<Span> {
  for (const item of items) {
    if (item.span.end < range.start || item.span.start > range.end) continue;
    if (item.kind === 'fn' && item.body) yield item.body.span;
    else yield* bodiesIn(itemsInside(item, cx), range, cx);
  }
}
