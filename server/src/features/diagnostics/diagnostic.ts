import type { DiagnosticSettings } from '../../../../shared/settings.ts';
import type { FileContext } from '../../engine/fileContext.ts';
import type { Span } from '../../syntax/ast.ts';

/** Something large that a reader may not see. */
export interface Finding {
  readonly span: Span;
  /** Plain text. */
  readonly message: string;
  /** As clippy calls it where it knows it too. */
  readonly code: 'large_enum_variant' | 'large_stack_arrays' | 'result_large_err';
}

/** One kind of finding in a range of a file. */
export type Check = (cx: FileContext, range: Span, settings: DiagnosticSettings) => Iterable<Finding>;
