// Which function of the source a MIR body is.

import type { MirBody, MirSpan } from './mirText.ts';
import type { FunctionKind } from './rustDrops.ts';
import type { RustSource } from './rustSource.ts';
import type { SourceFiles } from './sourceFiles.ts';

/** Offsets are UTF-16 code units. */
export interface LocatedFunction {
  readonly name: string;
  readonly kind: FunctionKind;
  readonly source: RustSource;
  /** As MIR names it. */
  readonly file: string;
  /** Of the name, or of a closure's first token. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
  readonly isClosure: boolean;
}

export interface SkippedBody {
  readonly skip: string;
}

const CLOSURE =
  /\{(?:(?:async )?closure|(?:async |gen |async gen )?(?:block|closure body|fn body)[^@}]*)@(.*?):(\d+):(\d+): (\d+):(\d+)\}/;

/** The function of a body, or why it is none of the user's. */
export function locateBody(body: MirBody, files: SourceFiles): LocatedFunction | SkippedBody {
  if (!body.isFunction || /::promoted\[\d+\]$/.test(body.path)) return { skip: 'not a function' };
  const result = body.declarations.get(0);
  const self = body.types.get(1) ?? '';
  const closure = CLOSURE.exec(self);
  const isClosure = /\{closure#\d+\}$/.test(body.path);
  const file = result?.file ?? closure?.[1];
  const source = file === undefined ? null : files.get(file);
  if (file === undefined || !source) return { skip: 'in a foreign macro' };
  const at = result ? source.offset(result.l1, result.c1) : -1;
  if (isClosure && /\{async fn body of/.test(self)) {
    const f = source.functionByBody(at);
    if (!f) return { skip: 'from a macro or derive' };
    return {
      name: f.name,
      kind: 'async fn',
      source,
      file,
      at: f.at,
      start: f.keyword,
      end: f.end,
      isClosure,
    };
  }
  if (isClosure) {
    if (!closure || files.get(closure[1]!) !== source) return { skip: 'from a macro or derive' };
    const start = source.offset(Number(closure[2]), Number(closure[3]));
    const kind = closure[0].startsWith('{async') ? 'async block' : 'closure';
    return {
      name: '{closure}',
      kind,
      source,
      file,
      at: start,
      start,
      end: closureEnd(body, source, file, start),
      isClosure,
    };
  }
  const name = body.path.split('::').pop()!.replace(/^r#/, '');
  const f = source.functionBySignature(at, name);
  if (!f) return { skip: 'from a macro or derive' };
  // A parameter `impl Fn() -> T` has an arrow too: the last one counts.
  if (/.*-> \{async (?:fn|closure)/s.test(body.signature)) return { skip: 'async shell' };
  return { name: f.name, kind: 'fn', source, file, at: f.at, start: f.keyword, end: f.end, isClosure };
}

/** The end of a closure: the end of its widest position. */
function closureEnd(body: MirBody, source: RustSource, file: string, start: number): number {
  let end = start;
  for (const { terminator, drop } of body.blocks.values()) {
    const { span, code } = terminator;
    const counts = drop || /^(return;|resume|unreachable)/.test(code);
    if (counts && span?.file === file) end = Math.max(end, source.offset(span.l2, span.c2));
  }
  return end;
}

/** Does a span lie within the function? */
export function isInside(fn: LocatedFunction, span: MirSpan | null | undefined): span is MirSpan {
  if (span?.file !== fn.file) return false;
  const at = fn.source.offset(span.l1, span.c1);
  return at >= fn.start && at < fn.end + 1;
}
