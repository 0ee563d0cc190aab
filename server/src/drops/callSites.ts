import { isUnknown } from '../base/unknown.ts';
import type { ExprInfo, TypedBody } from '../bodies/typedBody.ts';
import type { Def } from '../resolve/model/def.ts';
import type { Name } from '../syntax/ast.ts';
import type { Expr } from '../syntax/bodyAst.ts';
import { filePlace } from '../syntax/sourceUnit.ts';
import type { ParamEnv } from '../types/model.ts';
import type { TypeQueries } from '../types/queries.ts';
import type { Ty } from '../types/terms/ty.ts';
import type { SourcePos } from './mir/model.ts';
import { type StdCall, stdCalls } from './stdCalls.ts';

/** A call of a function of std that decides about drops. */
export interface CallSite {
  readonly call: StdCall;
  /** The function's or method's name. */
  readonly at: SourcePos;
  readonly length: number;
  /** What the arguments name, as written: where a place is meant, of `&mut x` the `x`. The receiver comes first. */
  readonly subjects: readonly string[];
  /** The type of the first argument, as the function gets it. */
  readonly ty: Ty;
  readonly env: ParamEnv;
}

interface Called {
  readonly name: Name;
  readonly def: Def;
  readonly args: readonly Expr[];
}

/** The calls in a body that the table of std knows, closures included; those that a macro's definition wrote left out. */
export function callSitesOf(body: TypedBody, types: TypeQueries): readonly CallSite[] {
  const sites: CallSite[] = [];
  for (const [expr, info] of body.exprs) {
    const called = calledBy(expr, info);
    const call = called && stdCallOf(called.def, types);
    const first = called?.args[0];
    if (!called || !call || !first) continue;
    const { span } = called.name;
    const at = filePlace(info.unit, span.start);
    const own = body.exprs.get(first);
    if (!at.exact || !own) continue;
    sites.push({
      call,
      at: { unit: at.unit, offset: at.offset, exact: true },
      length: span.end - span.start,
      subjects: called.args.map((arg, at) => subjectOf(arg, body, at < call.places)),
      ty: own.adjustments.at(-1)?.ty ?? own.ty,
      env: body.env,
    });
  }
  return sites;
}

function calledBy(expr: Expr, { meaning }: ExprInfo): Called | undefined {
  if (expr.kind === 'methodCall' && meaning?.kind === 'method') {
    return { name: expr.method, def: meaning.callee.def, args: [expr.receiver, ...expr.args] };
  }
  if (expr.kind !== 'call' || meaning?.kind !== 'call' || !meaning.callee) return undefined;
  const { callee, args } = expr;
  const name = callee.kind === 'path' ? callee.path.segments.at(-1)?.name : undefined;
  return name && { name, def: meaning.callee.def, args };
}

/** The entry of a function or inherent method of std. */
function stdCallOf(def: Def, types: TypeQueries): StdCall | undefined {
  if (def.kind !== 'fn' || def.origin !== 'facts') return undefined;
  for (const [path, call] of Object.entries(stdCalls)) {
    const end = path.lastIndexOf('::');
    if (
      path.slice(end + 2) === def.name &&
      (types.isStd(def, path) || isMethodOf(def, path.slice(0, end), types))
    )
      return call;
  }
  return undefined;
}

function isMethodOf(def: Def, owner: string, types: TypeQueries): boolean {
  if (def.parent?.kind !== 'impl') return false;
  const header = types.implHeader(def.parent);
  if (isUnknown(header) || header.traitRef || header.selfTy.kind !== 'adt') return false;
  return types.isStd(header.selfTy.def, owner);
}

/** The place that is borrowed for the call, or the value that is given to it; in words where it is long. */
function subjectOf(arg: Expr, body: TypedBody, isPlace: boolean): string {
  const text = (expr: Expr) => body.exprs.get(expr)?.unit.text.slice(expr.span.start, expr.span.end) ?? '';
  const pointer = isPlace && arg.kind !== 'ref' && body.exprs.get(arg)?.ty.kind === 'ref';
  const written = `${pointer ? '*' : ''}${text(isPlace && arg.kind === 'ref' ? arg.operand : arg)}`;
  return written === '' || written.length > 40 || written.includes('\n') ? 'the value' : `\`${written}\``;
}
