import type { DiagnosticSettings } from '../../../../shared/settings.ts';
import type { FileContext } from '../../engine/fileContext.ts';
import type { Span } from '../../syntax/ast.ts';
import type { Check, Finding } from './diagnostic.ts';
import { largeArray } from './largeArray.ts';
import { largeError } from './largeError.ts';
import { largeVariant } from './largeVariant.ts';

const checks: readonly Check[] = [largeVariant, largeArray, largeError];

/** What is large in a range of a file, one at a time, so that whoever asks may stop in between; nothing while it is off. */
export function* diagnostics(cx: FileContext, range: Span, settings: DiagnosticSettings): Generator<Finding> {
  if (settings.level === 'off') return;
  for (const check of checks) yield* check(cx, range, settings);
}
