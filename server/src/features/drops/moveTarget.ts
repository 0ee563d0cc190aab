import type { Kinds } from '../../base/kinds.ts';
import type { TypedBody } from '../../bodies/typedBody.ts';
import type { SourcePos } from '../../drops/mir/model.ts';
import type { Span } from '../../syntax/ast.ts';
import type { Block, Expr } from '../../syntax/bodyAst.ts';

/** Where a value goes that is moved at a place of a body, as what comes behind "is moved" or "is". */
export interface MoveTarget {
  /** `moved into \`keep\``, `returned`: behind "is". */
  readonly words: string;
  /** Where the name of what is called stands, if it is given to a call. */
  readonly callee?: Span;
}

const AWAY: MoveTarget = { words: 'moved away' };

/** Longer names of a target are cut. */
const MAX_NAME = 32;

/** Finds out by the expressions around the place who takes the value. */
export function moveTarget(body: TypedBody, at: SourcePos): MoveTarget {
  const around = [...body.exprs]
    .filter(([expr, { unit }]) => unit === at.unit && covers(expr.span, at.offset))
    .sort(([a], [b]) => a.span.end - a.span.start - (b.span.end - b.span.start));
  for (const [expr, { unit }] of around) {
    const name = (span: Span) => {
      const text = unit.text.slice(span.start, span.end).replaceAll(/\s+/g, ' ');
      return `\`${text.length > MAX_NAME ? `${text.slice(0, MAX_NAME - 1)}…` : text}\``;
    };
    const target = targetIn(expr, { body, offset: at.offset, name });
    if (target) return target;
  }
  return AWAY;
}

interface Asked {
  readonly body: TypedBody;
  readonly offset: number;
  readonly name: (span: Span) => string;
}

/** Who takes the value if it is this expression; undefined where it only passes through. */
function targetIn(expr: Expr, asked: Asked): MoveTarget | undefined {
  const { offset, name } = asked;
  switch (expr.kind) {
    case 'call':
      if (covers(expr.callee.span, offset)) return { words: 'consumed by its own call' };
      return { words: `moved into ${name(expr.callee.span)}`, callee: lastName(expr.callee) };
    case 'methodCall': {
      const { span } = expr.method;
      const isReceiver = covers(expr.receiver.span, offset);
      return { words: `${isReceiver ? 'taken by' : 'moved into'} ${name(span)}`, callee: span };
    }
    case 'struct':
      return { words: `moved into ${name(expr.path.span)}` };
    case 'tuple':
      return { words: 'moved into a tuple' };
    case 'array':
    case 'repeat':
      return { words: 'moved into an array' };
    case 'closure':
      return { words: 'moved into the closure' };
    case 'return':
      return { words: 'returned' };
    case 'break':
      return { words: 'given to `break`' };
    case 'assign':
      return { words: `moved into ${name(expr.left.span)}` };
    case 'for':
      return covers(expr.iterable.span, offset)
        ? { words: 'consumed by `for`' }
        : inBlock(expr.body, asked, false);
    case 'await':
      return { words: 'awaited' };
    case 'try':
      return { words: 'taken by `?`' };
    case 'match':
      return covers(expr.scrutinee.span, offset) ? { words: 'taken apart by `match`' } : undefined;
    case 'macro':
      return { words: `moved into ${name(expr.call.path.span)}` };
    case 'binary':
    case 'compoundAssign':
      return { words: `taken by \`${expr.op}\`` };
    case 'if':
      return inBlock(expr.consequence, asked, true);
    case 'loop':
    case 'while':
      return inBlock(expr.body, asked, false);
    case 'block':
      if (expr.flavor === 'async' || expr.flavor === 'asyncMove')
        return { words: 'moved into the async block' };
      return (
        inBlock(expr.block, asked, true) ?? (expr === asked.body.value ? { words: 'returned' } : undefined)
      );
    default:
      expr.kind satisfies
        | Kinds<'literal path paren unary ref field index range cast let continue underscore'>
        | Kinds<'error'>;

      return undefined;
  }
}

/** A statement of the block takes it, unless it is the block's value, which goes on outward. */
function inBlock(block: Block, { offset, name }: Asked, hasValue: boolean): MoveTarget | undefined {
  if (!covers(block.span, offset)) return undefined;
  if (hasValue && block.tail && covers(block.tail.span, offset)) return undefined;
  const statement = block.statements.find(({ span }) => covers(span, offset));
  if (statement?.kind !== 'let') return AWAY;
  const isPlain = statement.pat.kind === 'bind';
  return { words: isPlain ? `moved into ${name(statement.pat.span)}` : 'taken apart by `let`' };
}

function lastName(callee: Expr): Span {
  return (callee.kind === 'path' && callee.path.segments.at(-1)?.name.span) || callee.span;
}

function covers({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset < end;
}
