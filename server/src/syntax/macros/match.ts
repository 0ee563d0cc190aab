import { type Edition, type FragmentKind, makeToken, type Token, type TokenStream } from '../tokens.ts';
import type { ExpansionContext, MacroError, MacroRule, MatcherNode, RepeatOp } from './macroTypes.ts';
import { mayBegin } from './recognise/begin.ts';
import { Cursor, tokensBetween } from './recognise/cursor.ts';
import { fragment } from './recognise/fragment.ts';

/** What a variable was bound to: tokens, or one binding for each repetition around it. */
export type Binding =
  | { readonly kind: 'tokens'; readonly tokens: readonly Token[]; readonly fragment: FragmentKind }
  | { readonly kind: 'sequence'; readonly items: Binding[] };

export type Bindings = ReadonlyMap<string, Binding>;

export type MatchResult =
  | { readonly kind: 'matched'; readonly bindings: Bindings }
  /** This rule does not fit; the next may. */
  | {
      readonly kind: 'mismatch';
      readonly reason: string;
      readonly at: Token | undefined;
      readonly index: number;
    }
  | MacroError;

/** Where a matcher can be, as in rustc_expand::mbe::macro_parser: repetitions are flattened to jumps. */
type Step =
  | { readonly kind: 'token'; readonly token: Token }
  | {
      readonly kind: 'variable';
      readonly slot: number;
      readonly depth: number;
      readonly fragment: FragmentKind;
      readonly edition: Edition;
    }
  | {
      readonly kind: 'repeat';
      readonly op: RepeatOp;
      readonly slots: number;
      readonly firstSlot: number;
      readonly depth: number;
      after: number;
    }
  | { readonly kind: 'again'; readonly op: RepeatOp; readonly first: number }
  | { readonly kind: 'separator'; readonly token: Token }
  | { readonly kind: 'afterSeparator'; readonly first: number }
  | { readonly kind: 'end' };

interface Program {
  readonly steps: readonly Step[];
  readonly names: readonly string[];
}

/** A linked list, newest first, of what a thread has bound. `tokens` is missing on entering a repetition. */
interface Trail {
  readonly previous: Trail | undefined;
  readonly slot: number;
  readonly depth: number;
  readonly bound: Binding | undefined;
}

interface Thread {
  readonly step: number;
  readonly trail: Trail | undefined;
}

const programs = new WeakMap<MacroRule, Program>();

/**
 * Matches `input` against one rule's matcher, as rustc does: all possibilities advance together token
 * by token, a fragment is read only where it is the only possibility, and then there is no way back.
 */
export function matchRule(rule: MacroRule, input: TokenStream, context: ExpansionContext): MatchResult {
  let program = programs.get(rule);
  if (program === undefined) {
    program = compile(rule.matcher);
    programs.set(rule, program);
  }
  const cursor = new Cursor(input, context.fuel, context.editionOf);
  let threads: Thread[] = [{ step: 0, trail: undefined }];
  for (;;) {
    const round = advance(program, threads, cursor);
    if (cursor.fuel.steps <= 0) return stop('the expansion takes too many steps', cursor.token);
    if (round.ends.length > 0) {
      if (round.ends.length > 1)
        return stop('local ambiguity: several ways to match the whole call', undefined);
      return { kind: 'matched', bindings: replay(program, round.ends[0]!) };
    }
    if (round.next.length === 0 && round.variables.length === 0) return mismatch(program, threads, cursor);
    if (round.variables.length === 0) {
      threads = round.next;
      bumpToken(cursor);
    } else if (round.next.length === 0 && round.variables.length === 1) {
      const thread = readVariable(program, round.variables[0]!, cursor);
      if (thread.kind === 'error') return thread;
      threads = [thread];
    } else return stop('local ambiguity: the matcher allows several fragments here', cursor.token);
  }
}

/** Follows all threads up to the current token. */
function advance(
  program: Program,
  threads: readonly Thread[],
  cursor: Cursor,
): { next: Thread[]; variables: Thread[]; ends: Thread[] } {
  const round = { next: [] as Thread[], variables: [] as Thread[], ends: [] as Thread[] };
  const work = [...threads];
  for (let thread = work.pop(); thread !== undefined; thread = work.pop()) {
    cursor.fuel.steps--;
    if (cursor.fuel.steps <= 0) return round;
    const at = thread.step;
    const step = program.steps[at]!;
    switch (step.kind) {
      case 'token':
        if (sameToken(step.token, cursor.token)) round.next.push({ step: at + 1, trail: thread.trail });
        break;
      case 'variable':
        if (mayBegin(cursor, step.fragment, step.edition)) round.variables.push(thread);
        break;
      case 'repeat': {
        let trail = thread.trail;
        for (let k = 0; k < step.slots; k++) {
          trail = { previous: trail, slot: step.firstSlot + k, depth: step.depth, bound: undefined };
        }
        if (step.op !== '+') work.push({ step: step.after, trail });
        work.push({ step: at + 1, trail });
        break;
      }
      case 'again':
        work.push({ step: at + 1, trail: thread.trail });
        if (step.op !== '?') work.push({ step: step.first, trail: thread.trail });
        break;
      case 'separator':
        work.push({ step: at + 2, trail: thread.trail });
        if (sameToken(step.token, cursor.token)) round.next.push({ step: at + 1, trail: thread.trail });
        break;
      case 'afterSeparator':
        work.push({ step: step.first, trail: thread.trail });
        break;
      case 'end':
        if (cursor.token === undefined) round.ends.push(thread);
    }
  }
  return round;
}

/** Goes on by one token, into and out of groups. */
function bumpToken(cursor: Cursor): void {
  cursor.moveTo({ index: cursor.index + 1, rest: undefined });
}

function readVariable(
  program: Program,
  thread: Thread,
  cursor: Cursor,
): (Thread & { kind: 'thread' }) | MacroError {
  const step = program.steps[thread.step]! as Step & { kind: 'variable' };
  const from = cursor.place();
  if (!fragment(cursor, step.fragment, step.edition)) {
    const failure = cursor.failure;
    const reason = `\`$${program.names[step.slot]}:${step.fragment}\` doesn’t fit: ${failure?.reason ?? 'not such a fragment'}`;
    return stop(reason, failure?.at);
  }
  const tokens = tokensBetween(cursor, from, cursor.place());
  const bound: Binding = {
    kind: 'tokens',
    tokens: capture(tokens, step.fragment, cursor, from.index),
    fragment: step.fragment,
  };
  const trail = { previous: thread.trail, slot: step.slot, depth: step.depth, bound };
  return { kind: 'thread', step: thread.step + 1, trail };
}

/** Wraps a fragment in invisible delimiters, so that it stays one thing; names and token trees stay as they are. */
function capture(tokens: Token[], kind: FragmentKind, cursor: Cursor, index: number): Token[] {
  if (kind === 'tt' || kind === 'ident' || kind === 'lifetime') return tokens;
  const first = tokens[0];
  if (first?.fragment === kind && cursor.partner[index] === index + tokens.length - 1) return tokens;
  const { source, start } = first ?? cursor.token ?? makeToken('open', '', 0, 0, 0);
  const end = tokens[tokens.length - 1]?.end ?? start;
  const open = { ...makeToken('open', '', source, start, start), fragment: kind };
  const close = { ...makeToken('close', '', source, end, end), fragment: kind };
  return [open, ...tokens, close];
}

function sameToken(wanted: Token, found: Token | undefined): boolean {
  return (
    found !== undefined &&
    wanted.kind === found.kind &&
    wanted.text === found.text &&
    wanted.fragment === found.fragment
  );
}

function stop(reason: string, at: Token | undefined): MacroError {
  return { kind: 'error', reason, at };
}

function mismatch(program: Program, threads: readonly Thread[], cursor: Cursor): MatchResult {
  const found = cursor.token === undefined ? 'the end' : `\`${cursor.token.text}\``;
  const expected = threads.length === 1 ? describe(program, program.steps[threads[0]!.step]) : undefined;
  const reason = expected === undefined ? `unexpected ${found}` : `expected ${expected}, found ${found}`;
  return { kind: 'mismatch', reason, at: cursor.token, index: cursor.index };
}

function describe(program: Program, step: Step | undefined): string | undefined {
  switch (step?.kind) {
    case 'token':
      return `\`${step.token.text}\``;
    case 'variable':
      return `${step.fragment} (\`$${program.names[step.slot]}\`)`;
    case 'end':
      return 'the end';
  }
  return undefined;
}

function compile(matcher: readonly MatcherNode[]): Program {
  const steps: Step[] = [];
  const names: string[] = [];
  const add = (nodes: readonly MatcherNode[], depth: number): void => {
    for (const node of nodes) {
      if (node.kind === 'token') steps.push(node);
      else if (node.kind === 'variable') {
        steps.push({
          kind: 'variable',
          slot: names.length,
          depth,
          fragment: node.fragment,
          edition: node.edition,
        });
        names.push(node.name);
      } else addRepeat(node, depth);
    }
  };
  const addRepeat = (node: MatcherNode & { kind: 'repeat' }, depth: number): void => {
    const head = steps.length;
    const firstSlot = names.length;
    steps.push({ kind: 'end' });
    add(node.body, depth + 1);
    if (node.separator === undefined) steps.push({ kind: 'again', op: node.op, first: head + 1 });
    else {
      steps.push({ kind: 'separator', token: node.separator });
      steps.push({ kind: 'afterSeparator', first: head + 1 });
    }
    steps[head] = {
      kind: 'repeat',
      op: node.op,
      firstSlot,
      slots: names.length - firstSlot,
      depth,
      after: steps.length,
    };
  };
  add(matcher, 0);
  steps.push({ kind: 'end' });
  return { steps, names };
}

/** Builds the bindings out of a thread's trail, oldest first. */
function replay(program: Program, thread: Thread): Bindings {
  const events: Trail[] = [];
  for (let trail = thread.trail; trail !== undefined; trail = trail.previous) events.push(trail);
  const roots: (Binding | undefined)[] = program.names.map(() => undefined);
  for (let i = events.length - 1; i >= 0; i--) {
    const { slot, depth, bound } = events[i]!;
    const value: Binding = bound ?? { kind: 'sequence', items: [] };
    if (depth === 0) roots[slot] = value;
    else {
      let at = roots[slot];
      for (let d = 1; d < depth && at?.kind === 'sequence'; d++) at = at.items[at.items.length - 1];
      if (at?.kind === 'sequence') at.items.push(value);
    }
  }
  const bindings = new Map<string, Binding>();
  for (let slot = 0; slot < roots.length; slot++) {
    const root = roots[slot];
    if (root !== undefined) bindings.set(program.names[slot]!, root);
  }
  return bindings;
}
