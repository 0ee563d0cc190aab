import type { Kinds } from '../../base/kinds.ts';
import { isUnknown } from '../../base/unknown.ts';
import { substitute } from '../terms/fold.ts';
import type { GenericArg, TraitRef, Ty } from '../terms/ty.ts';
import type { Search } from './search.ts';
import { allOf, maybe, NO, type Verdict, YES } from './verdict.ts';

type Rule = (search: Search, ref: TraitRef, self: Ty) => Verdict | undefined;

const always: Rule = () => YES;

/** Rules of the language by the trait's path (rustc's `assemble_builtin_bound_candidates`). */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['core::marker::Sized', sized],
  ['core::marker::MetaSized', (_search, _ref, self) => (self.kind === 'foreign' ? NO : YES)],
  ['core::marker::PointeeSized', always],
  ['core::marker::Copy', structural],
  ['core::clone::Clone', structural],
  ['core::clone::TrivialClone', structural],
  ['core::marker::UseCloned', structural],
  ['core::ops::function::FnOnce', callable],
  ['core::ops::function::FnMut', callable],
  ['core::ops::function::Fn', callable],
  ['core::future::future::Future', future],
  ['core::marker::Tuple', (_search, _ref, self) => (self.kind === 'tuple' ? YES : decided(self))],
  ['core::marker::FnPtr', (_search, _ref, self) => (self.kind === 'fnPtr' ? YES : decided(self))],
  ['core::marker::DiscriminantKind', always],
  ['core::marker::Destruct', always],
  ['core::ptr::metadata::Pointee', always],
  ['core::marker::Unsize', () => maybe('unsizing is not followed')],
]);

/** The verdict of a rule of the language; undefined where impls decide. */
export function builtin(search: Search, ref: TraitRef, self: Ty): Verdict | undefined {
  const path = search.solver.cx.stdPath(ref.trait);
  return path === undefined ? undefined : RULES.get(path)?.(search, ref, self);
}

/** What an async function or block gives is a future by itself. */
function future(_search: Search, _ref: TraitRef, self: Ty): Verdict | undefined {
  return self.kind === 'closure' && self.flavor !== 'closure' ? YES : undefined;
}

/** No, unless the type is still open. */
function decided(self: Ty): Verdict {
  return self.kind === 'infer' || self.kind === 'opaque' ? maybe('the type is not known yet') : NO;
}

/** Everything but `str`, slices, trait objects, foreign types, and what ends in one of them. */
function sized(search: Search, ref: TraitRef, self: Ty): Verdict | undefined {
  switch (self.kind) {
    case 'str':
    case 'slice':
    case 'dyn':
    case 'foreign':
    case 'param':
      return NO;
    case 'projection':
      return NO;
    case 'tuple': {
      const last = self.elements.at(-1);
      return last ? search.predicate({ kind: 'trait', ref: { ...ref, args: [last] } }) : YES;
    }
    case 'adt': {
      const adt = search.solver.cx.adtDef(self.def);
      if (isUnknown(adt)) return maybe(adt.reason);
      const last = adt.kind === 'struct' ? adt.variants[0]?.fields.at(-1) : undefined;
      if (!last || surelySized(last.ty)) return YES;
      return search.predicate({ kind: 'trait', ref: { ...ref, args: [substitute(last.ty, self.args)] } });
    }
    default:
      self.kind satisfies
        | Kinds<'int float bool char never array ref ptr fnPtr fnDef closure opaque pattern'>
        | Kinds<'infer unknown'>;

      return YES;
  }
}

/** Field types for which no environment needs to be asked. */
function surelySized(ty: Ty): boolean {
  switch (ty.kind) {
    case 'int':
    case 'float':
    case 'bool':
    case 'char':
    case 'ref':
    case 'ptr':
    case 'array':
    case 'fnPtr':
    case 'never':
      return true;
    default:
      ty.kind satisfies
        | Kinds<'str adt foreign tuple slice fnDef dyn closure param projection opaque pattern'>
        | Kinds<'infer unknown'>;

      return false;
  }
}

/** `Copy` and `Clone` of what no impl can name: tuples, functions, closures. */
function structural(search: Search, ref: TraitRef, self: Ty): Verdict | undefined {
  const each = (parts: readonly Ty[]): Verdict =>
    allOf(parts.map((part) => search.predicate({ kind: 'trait', ref: { ...ref, args: [part] } })));
  switch (self.kind) {
    case 'tuple':
      return each(self.elements);
    case 'fnDef':
    case 'fnPtr':
    case 'pattern':
    case 'never':
      return YES;
    case 'closure': {
      if (self.flavor !== 'closure') return NO;
      const captures = search.solver.cx.inputs.bodies?.captures(self.owner, self.offset);
      if (!captures || isUnknown(captures))
        return maybe(captures?.reason ?? 'what a closure captures is not known');
      return each(captures.map((ty) => substitute(ty, self.args)));
    }
    default:
      self.kind satisfies
        | Kinds<'int float bool char str adt foreign array slice ref ptr dyn param projection'>
        | Kinds<'opaque infer unknown'>;

      return undefined;
  }
}

/** `Fn*` of functions and closures: the arguments as one tuple. */
function callable(search: Search, ref: TraitRef, self: Ty): Verdict | undefined {
  const inputs = callInputs(search, self);
  if (inputs === undefined) return undefined;
  if (isUnknown(inputs)) return maybe(inputs.reason);
  const given = ref.args[1] as GenericArg | undefined;
  const match = given ? search.unifier.arg(given, { kind: 'tuple', elements: inputs.list }) : 'yes';
  if (match === 'yes') return YES;
  return match === 'no' ? NO : maybe('the arguments of a call are not known');
}

interface CallShape {
  readonly kind: 'call';
  readonly list: readonly Ty[];
  readonly output: Ty;
}

/** What a function-like type is called with and returns; undefined for other types. */
export function callInputs(
  search: Search,
  self: Ty,
): CallShape | { readonly kind: 'unknown'; readonly reason: string } | undefined {
  const { cx } = search.solver;
  if (self.kind === 'fnPtr') return { kind: 'call', list: self.params, output: self.ret };
  if (self.kind === 'fnDef') {
    const sig = cx.fnSig(self.def);
    if (isUnknown(sig)) return sig;
    const list = sig.inputs.map((ty) => search.ty(substitute(ty, self.args)));
    return { kind: 'call', list, output: search.ty(substitute(sig.output, self.args)) };
  }
  if (self.kind !== 'closure' || self.flavor !== 'closure') return undefined;
  const open = search.body?.closureSig(self);
  if (open) return { kind: 'call', list: open.inputs, output: open.output };
  const sig = cx.inputs.bodies?.closureSig(self.owner, self.offset);
  if (!sig || isUnknown(sig)) return { kind: 'unknown', reason: sig?.reason ?? 'a closure is not inferred' };
  const list = sig.inputs.map((ty) => substitute(ty, self.args));
  return { kind: 'call', list, output: substitute(sig.output, self.args) };
}
