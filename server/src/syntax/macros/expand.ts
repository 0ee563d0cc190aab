import type { Fuel, FuelLimits } from '../../base/fuel.ts';
import type { Token, TokenStream } from '../tokens.ts';
import type { ExpansionContext, MacroDefinition, MacroError, MacroExpansion } from './macroTypes.ts';
import { matchRule } from './match.ts';
import { transcribe } from './transcribe.ts';

/** rustc's default `recursion_limit`: how deep expansions may nest. The caller counts. */
export const defaultRecursionLimit = 128;

/** For one call in the source and all expansions inside it. */
export const callLimits: FuelLimits = { steps: 15_000_000, size: 800_000 };

/** What a call costs whatever it expands to: macros that call themselves twice would come to 2^128 small ones. */
const COST_OF_CALL = 2000;

/** Takes the cost of one more call; false where not enough is left. */
export function chargeCall(fuel: Fuel): boolean {
  return fuel.take(COST_OF_CALL);
}

/**
 * Expands one call of a macro by example (Rust Reference, "Macros by example").
 *
 * `input` is what stands between the delimiters of the call. `expansion` is a number from
 * `MarkTable.freshExpansion`, the same for this call whenever marks have to agree. The result is not
 * expanded again: macro calls inside it are the caller's to find. An input that no rule matches, a
 * fragment that isn't one, and fuel that ran out give an error with its reason.
 */
export function expandMacro(
  definition: MacroDefinition,
  input: TokenStream,
  expansion: number,
  context: ExpansionContext,
): MacroExpansion | MacroError {
  let furthest: { reason: string; at: Token | undefined; index: number } | undefined;
  for (let rule = 0; rule < definition.rules.length; rule++) {
    const result = matchRule(definition.rules[rule]!, input, context);
    if (result.kind === 'error') return named(definition, result);
    if (result.kind === 'mismatch') {
      if (furthest === undefined || result.index > furthest.index) furthest = result;
      continue;
    }
    const stream = transcribe(definition.rules[rule]!.transcriber, result.bindings, expansion, context);
    if ('kind' in stream) return named(definition, stream);
    return { kind: 'expanded', stream, rule };
  }
  const reason = `no rule matches: ${furthest?.reason ?? 'there is no rule'}`;
  return named(definition, { kind: 'error', reason, at: furthest?.at });
}

function named(definition: MacroDefinition, error: MacroError): MacroError {
  return { kind: 'error', reason: `\`${definition.name}!\`: ${error.reason}`, at: error.at };
}
