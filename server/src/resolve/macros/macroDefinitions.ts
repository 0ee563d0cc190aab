import { evaluateCfg, parseCfg } from '../../base/cfg.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { Edition } from '../../project/crateGraph.ts';
import type { Span } from '../../syntax/ast.ts';
import { lex } from '../../syntax/lexer.ts';
import type { MacroDefinition } from '../../syntax/macros/macroTypes.ts';
import { type DefinitionSite, parseMacroDecl, parseMacroRules } from '../../syntax/macros/parseRules.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { TokenStream } from '../../syntax/tokens.ts';
import { buildStream, sliceStream } from '../../syntax/tokenTree.ts';
import type { Def, FactsDef, SourceDef } from '../model/def.ts';
import type { ResolverInputs, StdMacro } from '../model/inputs.ts';
import type { Crate } from '../model/model.ts';
import type { Session } from '../model/session.ts';
import { expansionOf } from '../units/expansion.ts';

/** A macro that a name means, ready to be expanded. */
export type MacroMeaning =
  | { readonly kind: 'rules'; readonly definition: MacroDefinition }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'procMacro'; readonly name: string }
  | Unknown;

/** Editions that std's macros were written in; it matters to what `$x:expr` takes. */
const stdEdition: Edition = '2024';

/** Reads the rules of macros, once each. */
export class MacroDefinitions {
  readonly #inputs: ResolverInputs;
  readonly #session: Session;
  readonly #known = new WeakMap<Def, MacroMeaning>();

  constructor(inputs: ResolverInputs, session: Session) {
    this.#inputs = inputs;
    this.#session = session;
  }

  /** `from` is the crate with the call: std has macros that differ by cfg. */
  of(def: Def, from: Crate): MacroMeaning {
    let meaning = this.#known.get(def);
    if (meaning === undefined) {
      meaning = def.origin === 'source' ? this.#ofSource(def) : this.#ofStd(def, from);
      this.#known.set(def, meaning);
    }
    return meaning;
  }

  #ofSource(def: SourceDef): MacroMeaning {
    const { item, unit } = def;
    if (item.kind !== 'macroDef') return { kind: 'procMacro', name: def.name };
    const { edition } = this.#inputs.graph.crate(def.crate);
    const site = { name: def.name, crateId: def.crate, editionOf: (id: number) => this.#session.edition(id) };
    const builtin = builtinName(def);
    if (builtin !== undefined) return builtin;
    if (item.form === 'macro') return this.#ofDecl(def.name, this.#groups(unit, item.rules, edition), site);
    const body = this.tokens(unit, item.rules, edition);
    return isUnknown(body) ? body : meaningOf(def.name, parseMacroRules(body, site));
  }

  /** `groups`: the parameters, if they stand in front, and the body or the rules. */
  #ofDecl(name: string, groups: readonly TokenStream[] | Unknown, site: DefinitionSite): MacroMeaning {
    if (isUnknown(groups)) return groups;
    const body = groups.at(-1);
    if (body === undefined) return unknown(`the macro \`${name}!\` has no rules`);
    return meaningOf(name, parseMacroDecl(groups.at(-2), body, site));
  }

  /** What stands between the outermost delimiters of a piece, with its marks if the unit is an expansion. */
  #groups(unit: SourceUnit, span: Span, edition: Edition): readonly TokenStream[] | Unknown {
    const stream = this.#lexed(unit, span, edition);
    if (isUnknown(stream)) return stream;
    const groups: TokenStream[] = [];
    for (const [open, close] of outermost(stream)) {
      const start = stream.tokens[open]!.end;
      const group = this.tokens(unit, { start, end: stream.tokens[close]!.start }, edition);
      if (isUnknown(group)) return group;
      groups.push(group);
    }
    return groups;
  }

  /** The tokens of a piece between delimiters, with their marks if the unit is an expansion. */
  tokens(unit: SourceUnit, span: Span, edition: Edition): TokenStream | Unknown {
    const group = expansionOf(unit)?.group(span.start - 1);
    if (group !== undefined) return group;
    return this.#lexed(unit, span, edition);
  }

  #lexed(unit: SourceUnit, span: Span, edition: Edition): TokenStream | Unknown {
    this.#session.register(unit, edition);
    const options = { source: unit.id, edition: this.#session.edition(unit.id), ...span };
    const stream = buildStream(lex(unit.text, options));
    return 'kind' in stream ? unknown(stream.reason) : stream;
  }

  #ofStd(def: FactsDef, from: Crate): MacroMeaning {
    const found = this.#stdMacro(def, from);
    if (found === undefined) return unknown(`the definition of std's \`${def.name}!\` is not at hand`);
    if (found.builtin) return { kind: 'builtin', name: found.name };
    const id = this.#inputs.files.nextUnitId();
    const unit = {
      id,
      text: found.text,
      path: `${found.crate}.rs`,
      items: [],
      innerAttributes: [],
      edition: stdEdition,
    };
    this.#session.register(unit, stdEdition);
    const options = { source: id, edition: this.#session.edition(id) };
    const stream = buildStream(lex(found.text, options));
    if ('kind' in stream) return unknown(stream.reason);
    const groups = outermost(stream).map(([open, close]) => sliceStream(stream, open + 1, close));
    const site = {
      name: def.name,
      crateId: found.crate,
      editionOf: (unit: number) => this.#session.edition(unit),
    };
    if (found.flavor === 'decl') return this.#ofDecl(def.name, groups, site);
    const body = groups.at(-1);
    if (body === undefined) return unknown(`std's \`${def.name}!\` has no rules`);
    return meaningOf(def.name, parseMacroRules(body, site));
  }

  /** Macros of one name differ by target; the one whose predicates hold. */
  #stdMacro(def: FactsDef, from: Crate): StdMacro | undefined {
    const candidates = this.#inputs.stdMacros.filter(
      ({ crate, name, cfg }) =>
        name === def.name && crate === def.crate && cfg.every((predicate) => holds(predicate, from)),
    );
    return candidates.find(({ exported }) => exported) ?? candidates[0];
  }
}

/** `#[rustc_builtin_macro]`, maybe with the compiler's name for it: `#[rustc_builtin_macro(Clone)]`. */
function builtinName({ item, name }: SourceDef): MacroMeaning | undefined {
  const attr = item.attrs.find(({ path }) => path === 'rustc_builtin_macro');
  return attr && { kind: 'builtin', name: /^\(\s*(\w+)/.exec(attr.args)?.[1] ?? name };
}

/** The indices of the outermost delimiters, those of attributes left out. */
function outermost(stream: TokenStream): readonly (readonly [open: number, close: number])[] {
  const found: (readonly [number, number])[] = [];
  for (let i = 0; i < stream.tokens.length; i++) {
    const close = stream.partner[i]!;
    if (close <= i) continue;
    if (stream.tokens[i - 1]?.text !== '#') found.push([i, close]);
    i = close;
  }
  return found;
}

function holds(predicate: string, from: Crate): boolean {
  const expr = parseCfg(predicate);
  return isUnknown(expr) || evaluateCfg(expr, from.info.cfg) !== false;
}

function meaningOf(name: string, parsed: ReturnType<typeof parseMacroRules>): MacroMeaning {
  if (parsed.kind === 'macro') return { kind: 'rules', definition: parsed };
  return unknown(`the macro \`${name}!\` cannot be read: ${parsed.reason}`);
}
