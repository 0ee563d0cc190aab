import { isUnknown } from '../../base/unknown.ts';
import { type CallSite, callSitesOf } from '../../drops/callSites.ts';
import type { GlueStep } from '../../drops/glue.ts';
import type { StdEffect } from '../../drops/stdEffects.ts';
import { dropsOf } from '../../engine/drops.ts';
import type { Engine } from '../../engine/engine.ts';
import type { SourceDef } from '../../resolve/model/def.ts';

/** A call of `mem::drop`, `mem::forget`, `Option::take` and the like, with what it means in words. */
export interface CallNote {
  readonly site: CallSite;
  readonly text: string;
}

/** The calls in a function and its closures that drop, lose or exchange values, in the order of the text. */
export function callNotes(engine: Engine, def: SourceDef): readonly CallNote[] {
  const body = engine.bodies.analyseBody(def);
  if (isUnknown(body)) return [];
  return callSitesOf(body, engine.types)
    .map((site) => ({ site, text: wordsOf(engine, site) }))
    .sort((a, b) => a.site.at.offset - b.site.at.offset);
}

function wordsOf(engine: Engine, site: CallSite): string {
  const { call, subjects, ty, env } = site;
  const text = call.text.replaceAll(/\{(\d)\}/g, (_, at) => subjects[Number(at)] ?? 'the value');
  if (call.fate === 'moves') return text;
  const subject = subjects[0] ?? 'the value';
  const { schedules, glue } = dropsOf(engine);
  const needs = schedules.needs.of(ty, env);
  if (isUnknown(needs)) return `what becomes of ${subject} is not known: ${needs.reason}`;
  if (engine.types.isCopy(ty, env).kind === 'holds') {
    return `${subject} is \`Copy\`: only a copy of it goes, and nothing is dropped`;
  }
  if (needs === false) return `${subject} is moved away; nothing of it needs dropping`;
  if (call.fate === 'drops') {
    const effect = glue.effectOf(ty)?.text;
    const condition = needs === 'maybe' ? ', if its type needs dropping' : '';
    return `${text}${effect === undefined ? '' : `, which ${effect}`}${condition}`;
  }
  const step = glue.of(ty, env);
  const lost = step ? [...new Set(lossesOf(step, 8))] : [];
  return lost.length > 0 ? `${text}; ${lost.join(', ')}` : text;
}

const lossWords: Readonly<Record<StdEffect['gives'], string>> = {
  heap: 'what it has on the heap leaks',
  file: 'what it has open of the system stays open',
  lock: 'what it locks stays locked',
  thread: 'the thread goes on running',
  borrow: 'what it borrows of a `RefCell` stays borrowed',
  channel: 'its end of the channel never disconnects',
  count: 'it stays counted as an owner',
};

/** What stays taken when a value is never dropped. */
function lossesOf({ kind, type, gives, steps }: GlueStep, depth: number): readonly string[] {
  if (depth === 0) return [];
  // What shared ownership holds is not lost by itself: the count comes first, and stands for it.
  const [first] = steps;
  const inner = (first?.gives === 'count' ? [first] : steps).flatMap((step) => lossesOf(step, depth - 1));
  if (gives) return [lossWords[gives], ...inner];
  return kind === 'destructor' ? [`the \`Drop::drop\` of \`${type}\` never runs`, ...inner] : inner;
}
