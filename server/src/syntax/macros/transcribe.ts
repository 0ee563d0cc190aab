import { makeToken, type Token, type TokenStream } from '../tokens.ts';
import { buildStream } from '../tokenTree.ts';
import type { ExpansionContext, MacroError, MetaVarExpr, TranscriberNode } from './macroTypes.ts';
import type { Binding, Bindings } from './match.ts';

/** Where transcription stands inside repetitions, outermost first. */
interface Round {
  readonly index: number;
  readonly length: number;
}

/**
 * Writes a rule's right side with what its matcher bound (rustc_expand::mbe::transcribe). Tokens of the
 * macro itself get the mark of `expansion`; captured tokens keep theirs.
 */
export function transcribe(
  nodes: readonly TranscriberNode[],
  bindings: Bindings,
  expansion: number,
  context: ExpansionContext,
): TokenStream | MacroError {
  const writer = new Writer(bindings, expansion, context);
  const error = writer.write(nodes);
  if (error !== undefined) return error;
  const stream = buildStream(writer.out);
  if ('kind' in stream) return { kind: 'error', reason: stream.reason, at: stream.at };
  return stream;
}

class Writer {
  readonly out: Token[] = [];
  readonly #bindings: Bindings;
  readonly #expansion: number;
  readonly #context: ExpansionContext;
  readonly #rounds: Round[] = [];

  constructor(bindings: Bindings, expansion: number, context: ExpansionContext) {
    this.#bindings = bindings;
    this.#expansion = expansion;
    this.#context = context;
  }

  write(nodes: readonly TranscriberNode[]): MacroError | undefined {
    for (const node of nodes) {
      if (this.#context.fuel.size <= 0) return failed('the expansion is too large', undefined);
      const error = this.#writeNode(node);
      if (error !== undefined) return error;
    }
    return undefined;
  }

  #writeNode(node: TranscriberNode): MacroError | undefined {
    switch (node.kind) {
      case 'token':
        return this.#put(this.#marked(node.token));
      case 'variable':
        return this.#variable(node.name, node.token);
      case 'repeat':
        return this.#repeat(node);
      case 'expr':
        return this.#metaVarExpr(node);
    }
  }

  #put(token: Token): undefined {
    this.#context.fuel.size--;
    this.out.push(token);
  }

  #marked(token: Token): Token {
    return { ...token, mark: this.#context.marks.apply(token.mark, this.#expansion) };
  }

  /** The binding of a variable in the current repetitions; those it isn't repeated in don't count. */
  #lookup(name: string): Binding | undefined {
    let binding = this.#bindings.get(name);
    for (const round of this.#rounds) {
      if (binding?.kind !== 'sequence') break;
      binding = binding.items[round.index];
    }
    return binding;
  }

  #variable(name: string, token: Token): MacroError | undefined {
    if (!this.#bindings.has(name)) {
      // Not a variable of this macro: of one that this one defines.
      const dollar = makeToken('punct', '$', token.source, token.start, token.start + 1, true);
      this.#put(this.#marked(dollar));
      return this.#put(this.#marked({ ...token, start: token.start + 1 }));
    }
    const binding = this.#lookup(name);
    if (binding?.kind !== 'tokens')
      return failed(`variable \`${name}\` is still repeating at this depth`, token);
    this.#context.fuel.size -= binding.tokens.length;
    if (this.#context.fuel.size <= 0) return failed('the expansion is too large', token);
    for (const captured of binding.tokens) this.out.push(captured);
    return undefined;
  }

  #repeat(node: TranscriberNode & { kind: 'repeat' }): MacroError | undefined {
    const length = this.#lockstep(node);
    if (typeof length !== 'number') return length;
    if (length === 0 && node.op === '+') return failed('this must repeat at least once', node.separator);
    for (let index = 0; index < length; index++) {
      if (index > 0 && node.separator !== undefined) this.#put(this.#marked(node.separator));
      // Empty bodies cost nothing in tokens, so every round costs fuel.
      this.#context.fuel.steps--;
      if (this.#context.fuel.steps <= 0) return failed('the expansion takes too many steps', node.separator);
      this.#rounds.push({ index, length });
      const error = this.write(node.body);
      this.#rounds.pop();
      if (error !== undefined) return error;
    }
    return undefined;
  }

  /** How often a repetition runs; all variables repeating in it have to agree. */
  #lockstep(node: TranscriberNode & { kind: 'repeat' }): number | MacroError {
    let length: number | undefined;
    let decider = '';
    for (const name of node.names) {
      const binding = this.#lookup(name);
      if (binding?.kind !== 'sequence') continue;
      const count = binding.items.length;
      if (length !== undefined && length !== count) {
        return failed(
          `\`${decider}\` repeats ${length} times, but \`${name}\` repeats ${count} times`,
          undefined,
        );
      }
      length = count;
      decider = name;
    }
    return length ?? failed('a repetition contains no variable that repeats', node.separator);
  }

  #metaVarExpr(node: MetaVarExpr): MacroError | undefined {
    switch (node.fn) {
      case 'ignore':
        return undefined;
      case 'count':
        return this.#count(node);
      case 'concat':
        return this.#concat(node);
    }
    const round = this.#rounds[this.#rounds.length - 1 - node.depth];
    if (round === undefined) return failed(`depth of \`\${${node.fn}()}\` is out of bounds`, node.token);
    return this.#number(node.fn === 'index' ? round.index : round.length, node.token);
  }

  #count(node: MetaVarExpr): MacroError | undefined {
    const binding = this.#lookup(node.name);
    if (binding?.kind !== 'sequence') return failed(`\`${node.name}\` does not repeat here`, node.token);
    return this.#number(countItems(binding, node.depth), node.token);
  }

  #number(value: number, at: Token): undefined {
    return this.#put(this.#marked({ ...makeToken('literal', String(value), at.source, at.start, at.end) }));
  }

  #concat(node: MetaVarExpr): MacroError | undefined {
    let text = '';
    for (const part of node.parts) {
      if (!part.variable) text += part.text;
      else {
        const binding = this.#lookup(part.text);
        const only = binding?.kind === 'tokens' ? binding.tokens.filter((token) => token.text !== '') : [];
        if (only.length !== 1) return failed(`\`${part.text}\` cannot be concatenated`, node.token);
        const raw = only[0]!.text;
        text += raw.startsWith('r#') ? raw.slice(2) : raw.startsWith('"') ? raw.slice(1, -1) : raw;
      }
    }
    return this.#put(
      this.#marked(makeToken('ident', text, node.token.source, node.token.start, node.token.end)),
    );
  }
}

/** The number of matches, descending at most `depth` repetitions below the outermost one. */
function countItems(binding: Binding, depth: number): number {
  if (binding.kind === 'tokens') return 1;
  const items = binding.items;
  if (depth <= 0 || items[0]?.kind !== 'sequence') return items.length;
  return items.reduce((sum, item) => sum + countItems(item, depth - 1), 0);
}

function failed(reason: string, at: Token | undefined): MacroError {
  return { kind: 'error', reason, at };
}
