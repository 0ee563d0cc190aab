import type { ArgumentError } from '../../../shared/layoutView.ts';
import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import { type FileContext, scopeAt } from '../engine/fileContext.ts';
import type { SourceParser } from '../syntax/sourceParser.ts';
import type { SourceUnit } from '../syntax/sourceUnit.ts';
import { allParams } from '../types/items/generics.ts';
import { emptyParamEnv, type ParamEnv } from '../types/model.ts';
import { displayTy } from '../types/terms/displayTy.ts';
import { reasonIn, substitute, substituteTraitRef } from '../types/terms/fold.ts';
import type { GenericArg, Ty } from '../types/terms/ty.ts';

/** A type with the environment that the parameters it leaves open live in. */
export interface TypeInEnv {
  readonly ty: Ty;
  readonly env: ParamEnv;
}

/**
 * A generic type with arguments, given as text, in place of its open parameters; an empty text leaves one open. What is
 * no type, or breaks a bound, is an error and no argument: rustc has no layout for such a type either.
 */
export function withArguments(
  cx: FileContext,
  { ty, env }: TypeInEnv,
  texts: readonly string[],
  offset: number,
): TypeInEnv | { readonly errors: readonly ArgumentError[] } {
  if (ty.kind !== 'adt') return { ty, env };
  const { types } = cx.engine;
  const args: GenericArg[] = [...types.identityArgs(ty.def)];
  const errors: ArgumentError[] = [];
  for (const [parameter, { kind }] of allParams(types.genericsOf(ty.def)).entries()) {
    const text = texts[parameter]?.trim() ?? '';
    if (text === '') continue;
    const argument = kind === 'const' ? constArgument(text) : typeArgument(cx, text, offset);
    const reason = reasonIn(argument);
    if (reason === undefined) args[parameter] = argument;
    else errors.push({ parameter, reason });
  }
  const isWhole = texts.filter((text) => text.trim() !== '').length >= args.length;
  const all = errors.length > 0 ? errors : isWhole ? brokenBounds(cx, ty, args) : [];
  if (all.length > 0) return { errors: all };
  return { ty: substitute(ty, args), env: isWhole ? emptyParamEnv : env };
}

function constArgument(text: string): GenericArg {
  if (/^\d[\d_]*$/.test(text)) return { kind: 'value', value: BigInt(text.replaceAll('_', '')) };
  if (text === 'true' || text === 'false') return { kind: 'value', value: text === 'true' ? 1n : 0n };
  return { kind: 'constUnknown', reason: `\`${text}\` is no number` };
}

function typeArgument(cx: FileContext, text: string, offset: number): GenericArg {
  const syntax = wholeType(text, cx.parser);
  if (isUnknown(syntax)) return syntax;
  const info = scopeAt(cx, offset);
  const owner = info?.owners.at(-1);
  if (!info || !owner) return { kind: 'unknown', reason: `\`${text}\` can't be resolved here` };
  const unit: SourceUnit = { id: -1, text, path: cx.path, items: [], innerAttributes: [] };
  const { types } = cx.engine;
  return types.normalize(types.lowerTy(syntax, { scope: info.scope, unit, owner }), emptyParamEnv);
}

/** A text as a type; the parser alone stops where the type ends, and passes over the rest: `Vec<`, `u8)`. */
export function wholeType(text: string, parser: SourceParser): ReturnType<SourceParser['type']> | Unknown {
  const trimmed = text.trim();
  const syntax = parser.type({ text: trimmed, span: { start: 0, end: trimmed.length } });
  const isWhole = syntax.kind !== 'error' && syntax.span.start === 0 && syntax.span.end === trimmed.length;
  return isWhole ? syntax : unknown(`\`${trimmed}\` is no type`);
}

/** The bounds of the definition that don't hold for the arguments, each with its parameter. */
function brokenBounds(
  cx: FileContext,
  ty: Extract<Ty, { kind: 'adt' }>,
  args: readonly GenericArg[],
): readonly ArgumentError[] {
  const { types } = cx.engine;
  return types.predicatesOf(ty.def).flatMap((predicate): readonly ArgumentError[] => {
    if (predicate.kind !== 'trait') return [];
    const [self] = predicate.ref.args;
    const given = substituteTraitRef(predicate.ref, args);
    const [subject] = given.args;
    if (self?.kind !== 'param' || subject === undefined) return [];
    if (types.holds(given, emptyParamEnv).kind !== 'doesNotHold') return [];
    const name = displayTy(subject as Ty);
    return [
      { parameter: self.index, reason: `\`${name}\` doesn't implement \`${predicate.ref.trait.name}\`` },
    ];
  });
}
