import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import type { Engine } from '../engine/engine.ts';
import type { Def, SourceDef } from '../resolve/model/def.ts';
import type { SourceParser } from '../syntax/sourceParser.ts';
import type { SourceUnit } from '../syntax/sourceUnit.ts';
import { emptyParamEnv, type ParamEnv } from '../types/model.ts';
import type { ItemEnv } from '../types/queries.ts';
import type { Ty } from '../types/terms/ty.ts';
import { wholeType } from './typeArguments.ts';

/** A type with the environment that its parameters (if any are left open) live in. */
export interface FoundType {
  readonly ty: Ty;
  readonly env: ParamEnv;
}

/**
 * The type that a text names in a crate: `Foo`, `module::Foo<u32>`, `Option<Foo>`, `(u8, u32)`. A generic
 * definition without arguments is taken as it stands, its parameters open. Unknown where there is no such type.
 */
export function findType(
  text: string,
  crate: string,
  engine: Engine,
  parser: SourceParser,
): FoundType | Unknown {
  const syntax = wholeType(text, parser);
  if (isUnknown(syntax)) return syntax;
  const named =
    syntax.kind === 'path'
      ? namedLike(
          syntax.path.segments.map((s) => s.name.text),
          crate,
          engine,
        )
      : [];
  if (named.length > 1) {
    const places = named.map((n) => `${n.path}:${n.line}`).join(', ');
    return unknown(`several types are called \`${text}\`: ${places}`);
  }
  const def = named[0]?.def;
  const bare = syntax.kind === 'path' && syntax.path.segments.every((s) => s.args === undefined);
  if (def && bare) return { ty: engine.types.typeOf(def), env: engine.types.paramEnvOf(def) };
  const unit: SourceUnit = { id: -1, text, path: '', items: [], innerAttributes: [] };
  const env = def ? placeBeside(def, unit) : rootPlace(crate, engine, unit);
  if (isUnknown(env)) return env;
  const written =
    def && syntax.kind === 'path'
      ? { ...syntax, path: { ...syntax.path, segments: syntax.path.segments.slice(-1) } }
      : syntax;
  const ty = engine.types.normalize(engine.types.lowerTy(written, env), emptyParamEnv);
  return ty.kind === 'unknown' ? ty : { ty, env: emptyParamEnv };
}

function namedLike(names: readonly string[], crate: string, engine: Engine) {
  const path = names[0] === 'crate' ? names.slice(1) : names;
  return engine.resolver.definitionsIn(crate).filter(({ def }) => {
    const own: string[] = [];
    for (let at: Def | undefined = def; at && at.kind !== 'crate'; at = at.parent) own.unshift(at.name);
    return path.length > 0 && path.every((name, i) => own[own.length - path.length + i] === name);
  });
}

function placeBeside(def: SourceDef, unit: SourceUnit): ItemEnv {
  return { scope: def.scope, unit, owner: def.scope.module };
}

function rootPlace(crate: string, engine: Engine, unit: SourceUnit): ItemEnv | Unknown {
  const root = engine.resolver.rootModule(crate);
  if (isUnknown(root)) return root;
  return { scope: { crate, module: root }, unit, owner: root };
}
