// Reads the text of `-Zdump-mir` with `-Zmir-include-spans`.

/** A range of a source file: 1-based lines and columns. */
export interface MirSpan {
  readonly file: string;
  readonly l1: number;
  readonly c1: number;
  readonly l2: number;
  readonly c2: number;
}

export interface MirCode {
  readonly code: string;
  readonly scope: number | null;
  readonly span: MirSpan | null;
}

export interface MirBlock {
  readonly id: number;
  /** On the unwinding path. */
  readonly cleanup: boolean;
  readonly statements: readonly MirCode[];
  readonly terminator: MirCode;
  /** Targets of ordinary control flow. */
  readonly successors: readonly number[];
  /** The place that the terminator drops. */
  readonly drop: string | null;
}

export interface MirDebug {
  readonly name: string;
  readonly place: string;
  readonly span: MirSpan | null;
}

export interface MirBody {
  /** rustc's path of the item. */
  readonly path: string;
  readonly isFunction: boolean;
  readonly signature: string;
  readonly argumentCount: number;
  /** By local. */
  readonly types: ReadonlyMap<number, string>;
  readonly declarations: ReadonlyMap<number, MirSpan | null>;
  readonly debug: readonly MirDebug[];
  readonly scopeParents: ReadonlyMap<number, number>;
  readonly blocks: ReadonlyMap<number, MirBlock>;
}

const HEADER = /^(fn |const |static |promoted)/;

/** Parses one dumped body. */
export function parseMir(text: string): MirBody {
  return new MirReader(text.split('\n')).read();
}

class MirReader {
  readonly #lines: readonly string[];
  readonly #types = new Map<number, string>();
  readonly #declarations = new Map<number, MirSpan | null>();
  readonly #debug: MirDebug[] = [];
  readonly #scopeParents = new Map<number, number>();
  readonly #scopes: number[] = [];
  readonly #blocks = new Map<number, MirBlock>();

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  read(): MirBody {
    const start = this.#lines.findIndex((line) => HEADER.test(line));
    const signature = start < 0 ? '' : this.#lines[start]!;
    const argumentCount = this.#arguments(signature);
    for (
      let i = start < 0 ? this.#lines.length : start + 1;
      i < this.#lines.length && this.#lines[i] !== '}';
    ) {
      i = this.#line(i);
    }
    return {
      path: /^\/\/ MIR for `(.*)` \S+ \S+$/.exec(this.#lines[0] ?? '')?.[1] ?? '',
      isFunction: signature.startsWith('fn '),
      signature,
      argumentCount,
      types: this.#types,
      declarations: this.#declarations,
      debug: this.#debug,
      scopeParents: this.#scopeParents,
      blocks: this.#blocks,
    };
  }

  #arguments(signature: string): number {
    let count = 0;
    for (const argument of splitTop(argumentList(signature))) {
      const match = /^_(\d+): ([\s\S]*)$/.exec(argument);
      if (!match) continue;
      this.#types.set(Number(match[1]), match[2]!);
      count = Math.max(count, Number(match[1]));
    }
    return count;
  }

  /** Reads what stands at line `i`, and returns the index behind it. */
  #line(i: number): number {
    const line = this.#lines[i]!;
    const text = line.trimStart();
    const block = /^ {4}bb(\d+)( \(cleanup\))?: \{/.exec(line);
    if (block) return this.#block(i, Number(block[1]), block[2] !== undefined);
    const scope = /^scope (\d+)(?: \(.*\))? \{/.exec(text);
    if (scope) {
      this.#scopeParents.set(Number(scope[1]), this.#scopes.at(-1) ?? 0);
      this.#scopes.push(Number(scope[1]));
    } else if (text === '}') this.#scopes.pop();
    else if (text && !text.startsWith('//')) this.#declaration(mirCode(line));
    return i + 1;
  }

  #declaration({ code, span }: MirCode): void {
    const debug = /^debug (\S+) => (.*);$/.exec(code);
    if (debug) this.#debug.push({ name: debug[1]!, place: debug[2]!, span });
    const local = /^let (?:mut )?_(\d+): (.*);$/.exec(code);
    if (!local) return;
    this.#types.set(Number(local[1]), local[2]!);
    this.#declarations.set(Number(local[1]), span);
  }

  #block(start: number, id: number, cleanup: boolean): number {
    const code: MirCode[] = [];
    let i = start + 1;
    for (; i < this.#lines.length && this.#lines[i] !== '    }'; i++) {
      const text = this.#lines[i]!.trimStart();
      if (text && !text.startsWith('//')) code.push(mirCode(this.#lines[i]!));
    }
    const terminator = code.pop() ?? { code: '', span: null, scope: null };
    const drop = /^drop\((.*)\) -> /.exec(terminator.code)?.[1] ?? null;
    this.#blocks.set(id, {
      id,
      cleanup,
      statements: code,
      terminator,
      successors: successors(terminator.code),
      drop,
    });
    return i + 1;
  }
}

function mirCode(line: string): MirCode {
  const at = line.lastIndexOf(' // ');
  if (at < 0) return { code: line.trim(), scope: null, span: null };
  const match = /(?:scope (\d+) )?at (.*)$/.exec(line.slice(at + 4));
  const span = match && /^(.*):(\d+):(\d+): (\d+):(\d+)$/.exec(match[2]!);
  return {
    code: line.slice(0, at).trim(),
    scope: match?.[1] ? Number(match[1]) : null,
    span: span
      ? { file: span[1]!, l1: Number(span[2]), c1: Number(span[3]), l2: Number(span[4]), c2: Number(span[5]) }
      : null,
  };
}

/** Where a terminator leads, unwinding and coroutine drops apart. */
function successors(code: string): number[] {
  const match = / -> (\[.*\]|bb\d+|unwind .*);$/.exec(code);
  if (!match) return [];
  const list = match[1]!;
  if (list.startsWith('bb')) return [Number(list.slice(2))];
  const found: number[] = [];
  for (const part of list.slice(1, -1).split(', ')) {
    const target = /^([^:]+): bb(\d+)$/.exec(part);
    if (target && !['unwind', 'drop', 'imaginary'].includes(target[1]!)) found.push(Number(target[2]));
  }
  return found;
}

/** Splits at commas outside brackets. */
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if ('([{<'.includes(c)) depth++;
    else if (')]}'.includes(c) || (c === '>' && text[i - 1] !== '-' && text[i - 1] !== '=')) depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  if (text.slice(from).trim()) parts.push(text.slice(from).trim());
  return parts;
}

function argumentList(signature: string): string {
  const match = /\(_1: /.exec(signature);
  if (!match) return '';
  let depth = 0;
  for (let i = match.index; i < signature.length; i++) {
    if (signature[i] === '(') depth++;
    else if (signature[i] === ')' && --depth === 0) return signature.slice(match.index + 1, i);
  }
  return '';
}
