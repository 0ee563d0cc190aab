import type { Fuel } from '../../base/fuel.ts';
import { dirname, join } from '../../base/paths.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { MacroCall } from '../../syntax/ast.ts';
import { type BuiltinHost, expandBuiltin } from '../../syntax/macros/builtins.ts';
import { chargeCall, expandMacro } from '../../syntax/macros/expand.ts';
import { expandText } from '../../syntax/macros/expandText.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { Token, TokenStream } from '../../syntax/tokens.ts';
import { evaluateCfgArgs } from '../attributes/cfgAttributes.ts';
import type { Def, SourceDef } from '../model/def.ts';
import type { ResolverInputs } from '../model/inputs.ts';
import type { Crate } from '../model/model.ts';
import type { Session } from '../model/session.ts';
import { Expansion } from '../units/expansion.ts';
import type { MacroDefinitions } from './macroDefinitions.ts';

/** What a call comes to. */
export type Expanded =
  | { readonly kind: 'text'; readonly text: string; readonly expansion: Expansion }
  /** The items or the expression of a file. */
  | { readonly kind: 'include'; readonly path: string }
  /** A built-in expression, of which only the type is known: in Rust syntax, with full paths. */
  | { readonly kind: 'typed'; readonly name: string; readonly type: string }
  /** A macro that only the compiler knows, such as `asm`. */
  | { readonly kind: 'builtin'; readonly name: string }
  | Unknown;

/** Turns a macro and the tokens of a call into text. It finds no names: who it calls comes in as `find`. */
export class MacroExpander {
  readonly #inputs: ResolverInputs;
  readonly #session: Session;
  readonly #definitions: MacroDefinitions;

  constructor(inputs: ResolverInputs, session: Session, definitions: MacroDefinitions) {
    this.#inputs = inputs;
    this.#session = session;
    this.#definitions = definitions;
  }

  /** `find` resolves the path of a macro call in an argument of a built-in macro. */
  expand(
    macro: Def,
    crate: Crate,
    unit: SourceUnit,
    call: MacroCall,
    fuel: Fuel,
    find: (path: readonly Token[]) => Def | undefined,
  ): Expanded {
    if (!chargeCall(fuel)) return unknown(`\`${macro.name}!\`: the expansion takes too many steps`);
    const input = this.#definitions.tokens(unit, call.body, crate.info.edition);
    if (isUnknown(input)) return input;
    const meaning = this.#definitions.of(macro, crate);
    switch (meaning.kind) {
      case 'unknown':
        return meaning;
      case 'procMacro':
        return unknown(`\`${meaning.name}!\` is a procedural macro, whose code is not run`);
      case 'builtin': {
        const host = this.#host(crate, fuel, find, meaning.name);
        return this.#builtin(meaning.name, crate, unit, call, input, host);
      }
      default: {
        const expansion = this.#session.freshExpansion(innerCrate(macro), siteOf(macro));
        const result = expandMacro(meaning.definition, input, expansion, this.#context(fuel));
        if (result.kind === 'error') return unknown(result.reason);
        return this.#text(unit, call, macro.name, result.stream);
      }
    }
  }

  #context(fuel: Fuel) {
    return { marks: this.#session.marks, editionOf: (id: number) => this.#session.edition(id), fuel };
  }

  #text(unit: SourceUnit, call: MacroCall, name: string, stream: TokenStream): Expanded {
    const expanded = expandText(stream);
    const expansion = new Expansion({ unit, span: call.span }, name, expanded, (id) =>
      this.#session.unit(id),
    );
    return { kind: 'text', text: expanded.text, expansion };
  }

  #builtin(
    name: string,
    crate: Crate,
    unit: SourceUnit,
    call: MacroCall,
    input: TokenStream,
    host: BuiltinHost,
  ): Expanded {
    const result = expandBuiltin(name, input, host);
    if (result === undefined) return { kind: 'builtin', name };
    switch (result.kind) {
      case 'tokens':
        return this.#text(unit, call, name, result.stream);
      case 'typed':
        return { kind: 'typed', name, type: result.type };
      case 'include':
        if (result.as === 'source')
          return this.#included(crate, input, join(dirname(unit.path), result.path));
        return this.#includedBytes(name, join(dirname(unit.path), result.path));
      default:
        return unknown(`\`${name}!\`: ${whyNot(name, input, result.reason)}`);
    }
  }

  #included(crate: Crate, input: TokenStream, path: string): Expanded {
    const generated = crate.info.generatedFolder?.();
    if (generated === undefined || !path.startsWith(generated) || this.#inputs.files.text(path) !== undefined)
      return { kind: 'include', path };
    return unknown(`\`include!\`: ${whyNot('include', input, '')}`);
  }

  /** The length is part of the type. It is that of the text in UTF-8, if the file is text. */
  #includedBytes(name: string, path: string): Expanded {
    const text = this.#inputs.files.text(path);
    if (text === undefined) return unknown(`\`${name}!\`: there is no file ${path}`);
    return unknown(`\`${name}!\`: the size of ${path} in bytes is not known`);
  }

  #host(
    crate: Crate,
    fuel: Fuel,
    find: (path: readonly Token[]) => Def | undefined,
    macro: string,
  ): BuiltinHost {
    const { cfg, env, hasBuildScript, generatedFolder } = crate.info;
    return {
      cfg: (predicate) => {
        const truth = evaluateCfgArgs(`(${textOf(predicate)})`, cfg);
        return isUnknown(truth) ? undefined : truth;
      },
      env: (name) => {
        const value = env.get(name);
        if (value !== undefined || !hasBuildScript) return value;
        const generated = name === 'OUT_DIR' && macro === 'include' ? generatedFolder?.() : undefined;
        if (generated !== undefined) return generated;
        return unknown(`\`${name}\` is set by the build script, which is not run`);
      },
      expand: (path, input) => {
        const macro = find(path);
        const meaning = macro && this.#definitions.of(macro, crate);
        if (macro === undefined || meaning?.kind !== 'rules') return undefined;
        const expansion = this.#session.freshExpansion(innerCrate(macro), siteOf(macro));
        const result = expandMacro(meaning.definition, input, expansion, this.#context(fuel));
        return result.kind === 'expanded' ? result.stream : undefined;
      },
    };
  }
}

/** `#[macro_export(local_inner_macros)]`: macros that the rules call belong to the macro's own crate. */
function innerCrate(macro: Def): string | undefined {
  if (macro.origin === 'facts') return undefined;
  const local = macro.item.attrs.some(
    ({ path, args }) => path === 'macro_export' && args.includes('local_inner_macros'),
  );
  return local ? macro.crate : undefined;
}

/** Where the names that a macro 2.0 writes are looked up; those of a macro by example are where it is called. */
function siteOf(macro: Def): SourceDef | undefined {
  if (macro.origin === 'facts' || macro.item.kind !== 'macroDef' || macro.item.form !== 'macro')
    return undefined;
  const isTransparent = macro.item.attrs.some(({ path }) => path === 'rustc_macro_transparency');
  return isTransparent ? undefined : macro;
}

function textOf(stream: TokenStream): string {
  return stream.tokens.map(({ text }) => text).join(' ');
}

function whyNot(name: string, input: TokenStream, reason: string): string {
  if (name !== 'include' || !input.tokens.some(({ text }) => text === 'env')) return reason;
  return 'the file is made by the build script; build the crate once, so that it can be read';
}
