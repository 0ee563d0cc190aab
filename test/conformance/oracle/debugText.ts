// Rust's `{:#?}` text as data.

/** A struct, tuple struct or enum variant: `name`, and its fields by name or number. A bare word has no fields. */
export interface DebugNode {
  readonly kind: 'node';
  readonly name: string;
  readonly fields: Readonly<Record<string, DebugValue>>;
}

/** Strings are what is neither a list nor named: numbers, ranges. */
export type DebugValue = DebugNode | readonly DebugValue[] | string;

/** Parses one value; throws where the text is not what `{:#?}` prints. */
export function parseDebug(text: string): DebugValue {
  return new DebugParser(text).value();
}

/** A field of a node, by a path such as `align.abi`. Throws where there is none: the compiler's format has changed. */
export function field(value: DebugValue, path: string): DebugValue {
  let at = value;
  for (const key of path.split('.')) {
    const next = fields(at)[key];
    if (next === undefined) throw new Error(`no ${path} in ${JSON.stringify(value).slice(0, 200)}`);
    at = next;
  }
  return at;
}

/** A node's fields; none for anything else. */
export function fields(value: DebugValue): Readonly<Record<string, DebugValue>> {
  return isNode(value) ? value.fields : {};
}

/** A node's name; '' for anything else. */
export function nodeName(value: DebugValue | undefined): string {
  return value !== undefined && isNode(value) ? value.name : '';
}

export function isNode(value: DebugValue): value is DebugNode {
  return typeof value === 'object' && 'kind' in value;
}

/** The plain text of a value, or of a value's only field: `4` of `Size(4 bytes)`. */
export function plain(value: DebugValue): string {
  const inner = isNode(value) ? value.fields[0] : value;
  if (typeof inner !== 'string') throw new Error(`no plain value: ${JSON.stringify(value).slice(0, 200)}`);
  return inner;
}

/** The elements of a list. */
export function elements(value: DebugValue): readonly DebugValue[] {
  if (typeof value === 'string' || isNode(value))
    throw new Error(`no list: ${JSON.stringify(value).slice(0, 200)}`);
  return value;
}

class DebugParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): DebugValue {
    this.#space();
    if (this.#eat('[')) {
      const items: DebugValue[] = [];
      this.#list(']', () => items.push(this.value()));
      return items;
    }
    const name = this.#word();
    return name === undefined ? this.#plain() : this.#node(name);
  }

  #node(name: string): DebugNode {
    const measure = this.#match(/\((\d+)(?: bytes)?\)/y); // Size(4 bytes), Align(8 bytes)
    if (measure) return { kind: 'node', name, fields: { 0: measure[1]! } };
    const found: Record<string, DebugValue> = {};
    let index = 0;
    if (this.#match(/\(/y)) {
      this.#list(')', () => {
        found[index++] = this.value();
      });
    } else if (this.#match(/\s*\{/y)) {
      this.#list('}', () => {
        this.#space();
        const key = this.#word() ?? this.#fail('a field');
        if (!this.#eat(':')) this.#fail(':');
        found[key] = this.value();
      });
    }
    return { kind: 'node', name, fields: found };
  }

  /** A number or a range: `0..=2`, `(..=0) | (1..)`, and to the end of the line where a unit follows. */
  #plain(): string {
    const text = this.#match(/[^,\n\]}]*/y)![0];
    const closed = text.startsWith('(') ? text : text.replace(/\)+$/, '');
    this.#at -= text.length - closed.length;
    return closed.trim();
  }

  #list(close: string, element: () => void): void {
    while (!this.#eat(close)) {
      element();
      if (this.#eat(',')) continue;
      if (this.#eat(close)) return;
      this.#fail(close);
    }
  }

  #word(): string | undefined {
    return this.#match(/[A-Za-z_]\w*/y)?.[0];
  }

  #space(): void {
    this.#match(/\s*/y);
  }

  #eat(c: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== c) return false;
    this.#at++;
    return true;
  }

  #match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.#at;
    const match = sticky.exec(this.#text);
    if (match) this.#at += match[0].length;
    return match;
  }

  #fail(wanted: string): never {
    throw new Error(`expected ${wanted} at ${this.#at}: ${this.#text.slice(this.#at, this.#at + 40)}`);
  }
}
