import { evaluateCfg, parseCfg } from '../../base/cfg.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { Edition } from '../../project/crateGraph.ts';
import { lex } from '../../syntax/lexer.ts';
import type { MacroDefinition } from '../../syntax/macros/macroTypes.ts';
import { parseMacroDecl, parseMacroRules } from '../../syntax/macros/parseRules.ts';
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
    const body = this.tokens(unit, item.rules, edition);
    if (isUnknown(body)) return body;
    const site = { name: def.name, crateId: def.crate, editionOf: (id: number) => this.#session.edition(id) };
    return meaningOf(def.name, parseMacroRules(body, site));
  }

  /** The tokens of a piece between delimiters, with their marks if the unit is an expansion. */
  tokens(unit: SourceUnit, span: { start: number; end: number }, edition: Edition): TokenStream | Unknown {
    const group = expansionOf(unit)?.group(span.start - 1);
    if (group !== undefined) return group;
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
    const unit = { id, text: found.text, path: `${found.crate}.rs`, items: [], innerAttributes: [] };
    this.#session.register(unit, stdEdition);
    const options = { source: id, edition: this.#session.edition(id) };
    const stream = buildStream(lex(found.text, options));
    if ('kind' in stream) return unknown(stream.reason);
    const groups: TokenStream[] = [];
    for (let i = 0; i < stream.tokens.length; i++) {
      const close = stream.partner[i]!;
      if (close <= i || stream.tokens[i - 1]?.text === '#') continue;
      groups.push(sliceStream(stream, i + 1, close));
      i = close;
    }
    const site = {
      name: def.name,
      crateId: found.crate,
      editionOf: (unit: number) => this.#session.edition(unit),
    };
    const body = groups.at(-1);
    if (body === undefined) return unknown(`std's \`${def.name}!\` has no rules`);
    if (found.flavor === 'rules') return meaningOf(def.name, parseMacroRules(body, site));
    return meaningOf(def.name, parseMacroDecl(groups.at(-2), body, site));
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

function holds(predicate: string, from: Crate): boolean {
  const expr = parseCfg(predicate);
  return isUnknown(expr) || evaluateCfg(expr, from.info.cfg) !== false;
}

function meaningOf(name: string, parsed: ReturnType<typeof parseMacroRules>): MacroMeaning {
  if (parsed.kind === 'macro') return { kind: 'rules', definition: parsed };
  return unknown(`the macro \`${name}!\` cannot be read: ${parsed.reason}`);
}
