/** Reads what rustc prints for a dumped layout (`{:#?}` of `LayoutData`) back into a layout. */
import type {
  BackendRepr,
  FieldsShape,
  FloatSize,
  IntegerSize,
  Layout,
  Niche,
  Primitive,
  Scalar,
  TagEncoding,
  Variants,
  WrappingRange,
} from '../../../server/src/layout/abi/types.ts';

/** A debug-printed value: a named one with numbered or named parts, a list, or plain text. */
type Value =
  | string
  | readonly Value[]
  | { readonly name: string; readonly parts: ReadonlyMap<string, Value> };

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): Value {
    this.#space();
    if (this.#eat('[')) return this.#list(']');
    const name = this.#match(/[A-Za-z_]\w*/y);
    if (name === '') return this.#plain();
    const unit = this.#match(/\((?:\d+ bytes|\d+)\)/y);
    if (unit !== '') return { name, parts: new Map([['0', unit.slice(1, -1).replace(' bytes', '')]]) };
    if (this.#match(/\(/y) !== '') {
      return { name, parts: new Map(this.#list(')').map((value, i) => [String(i), value])) };
    }
    return { name, parts: this.#match(/ \{/y) === '' ? new Map() : this.#fields() };
  }

  #space(): void {
    this.#match(/\s*/y);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #eat(character: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  /** A number or a range: `0..=2`, `(..=0) | (1..)`. */
  #plain(): string {
    const text = this.#match(/\(\.\.=\d+\) \| \(\d+\.\.\)|[\d.=-]+/y);
    if (text === '') throw new Error(`unexpected ${this.#text.slice(this.#at, this.#at + 40)}`);
    return text;
  }

  #list(close: string): Value[] {
    const items: Value[] = [];
    while (!this.#eat(close)) {
      items.push(this.value());
      this.#eat(',');
    }
    return items;
  }

  #fields(): Map<string, Value> {
    const parts = new Map<string, Value>();
    while (!this.#eat('}')) {
      this.#space();
      const key = this.#match(/\w+/y);
      this.#eat(':');
      parts.set(key, this.value());
      this.#eat(',');
    }
    return parts;
  }
}

/** The layout that rustc printed, starting at `Layout {`. */
export function readDebugLayout(text: string): Layout {
  return layout(new Reader(text).value(), undefined);
}

function part(value: Value, ...keys: string[]): Value {
  const found = optional(value, ...keys);
  if (found === undefined) throw new Error(`no ${keys} in ${JSON.stringify(value)}`);
  return found;
}

function optional(value: Value, ...keys: string[]): Value | undefined {
  if (typeof value === 'string' || 'length' in value) return undefined;
  return keys.map((key) => value.parts.get(key)).find((found) => found !== undefined);
}

function nameOf(value: Value): string {
  return typeof value === 'string' ? value : 'length' in value ? '' : value.name;
}

function listOf(value: Value): readonly Value[] {
  return typeof value !== 'string' && 'length' in value ? value : [];
}

/** A number, or one in a wrapper: `Size(4 bytes)`, `AbiAlign { abi: … }`, `Some(3)`. */
function numberOf(value: Value): number {
  return typeof value === 'string' ? Number(value) : numberOf(part(value, '0', 'abi'));
}

/** `parent` is the enum's layout for a variant, which from 1.97 on prints only what is its own. */
function layout(value: Value, variantIndex: number | undefined): Layout {
  const printedRepr = part(value, 'backend_repr', 'abi');
  const niche = part(value, 'largest_niche');
  const maxReprAlign = optional(value, 'max_repr_align');
  const unadjusted = optional(value, 'unadjusted_abi_align');
  const align = optional(value, 'align');
  return {
    size: numberOf(part(value, 'size')),
    align: align === undefined ? 1 : numberOf(align),
    backendRepr: backendRepr(printedRepr),
    fields:
      optional(value, 'field_offsets') === undefined ? shape(part(value, 'fields')) : variantShape(value),
    variants: variants(optional(value, 'variants'), variantIndex),
    largestNiche: nameOf(niche) === 'Some' ? readNiche(part(niche, '0')) : undefined,
    uninhabited:
      nameOf(optional(value, 'uninhabited') ?? '') === 'true' || nameOf(printedRepr) === 'Uninhabited',
    unadjustedAbiAlign: unadjusted === undefined ? 1 : numberOf(unadjusted),
    maxReprAlign: nameOf(maxReprAlign ?? '') === 'Some' ? numberOf(part(maxReprAlign!, '0')) : undefined,
  };
}

function primitive(value: Value): Primitive {
  const inner = part(value, '0');
  const bytes = Number(nameOf(inner).slice(1)) / 8;
  switch (nameOf(value)) {
    case 'Int':
      return { kind: 'int', size: bytes as IntegerSize, signed: nameOf(part(value, '1')) === 'true' };
    case 'Float':
      return { kind: 'float', size: bytes as FloatSize };
    default:
      return { kind: 'pointer', addressSpace: numberOf(inner) };
  }
}

function range(value: Value): WrappingRange {
  const text = nameOf(value);
  const wrapped = /^\(\.\.=(\d+)\) \| \((\d+)\.\.\)$/.exec(text);
  if (wrapped) return { start: BigInt(wrapped[2]!), end: BigInt(wrapped[1]!) };
  const [start, end] = text.split('..=');
  return { start: BigInt(start!), end: BigInt(end!) };
}

function scalar(value: Value): Scalar {
  const of = primitive(part(value, 'value'));
  return nameOf(value) === 'Union'
    ? { kind: 'union', value: of }
    : { kind: 'initialized', value: of, validRange: range(part(value, 'valid_range')) };
}

function backendRepr(value: Value): BackendRepr {
  switch (nameOf(value)) {
    case 'Scalar':
      return { kind: 'scalar', scalar: scalar(part(value, '0')) };
    case 'ScalarPair':
      return { kind: 'scalarPair', first: scalar(part(value, '0')), second: scalar(part(value, '1')) };
    case 'SimdVector':
    case 'Vector':
      return {
        kind: 'simdVector',
        element: scalar(part(value, 'element')),
        count: numberOf(part(value, 'count')),
      };
    case 'Uninhabited':
    // Vectors of a size that only the running machine knows, which users can't name.
    case 'SimdScalableVector':
      return { kind: 'memory', sized: true };
    default:
      return { kind: 'memory', sized: nameOf(part(value, 'sized')) === 'true' };
  }
}

function shape(value: Value): FieldsShape {
  switch (nameOf(value)) {
    case 'Primitive':
      return { kind: 'primitive' };
    case 'Union':
      return { kind: 'union', count: numberOf(part(value, '0')) };
    case 'Array':
      return {
        kind: 'array',
        stride: numberOf(part(value, 'stride')),
        count: BigInt(nameOf(part(value, 'count'))),
      };
    default: {
      const order = optional(value, 'in_memory_order');
      const offsets = listOf(part(value, 'offsets')).map(numberOf);
      // Up to 1.94 the inverse was printed: each field's place in memory.
      const places = listOf(order ?? part(value, 'memory_index')).map(numberOf);
      const inMemoryOrder = order === undefined ? places.map((_, i) => places.indexOf(i)) : places;
      return { kind: 'arbitrary', offsets, inMemoryOrder };
    }
  }
}

function variantShape(value: Value): FieldsShape {
  return {
    kind: 'arbitrary',
    offsets: listOf(part(value, 'field_offsets')).map(numberOf),
    inMemoryOrder: listOf(part(value, 'fields_in_memory_order')).map(numberOf),
  };
}

function readNiche(value: Value): Niche {
  return {
    offset: numberOf(part(value, 'offset')),
    value: primitive(part(value, 'value')),
    validRange: range(part(value, 'valid_range')),
  };
}

function variants(value: Value | undefined, variantIndex: number | undefined): Variants {
  if (value === undefined) return { kind: 'single', index: variantIndex ?? 0 };
  switch (nameOf(value)) {
    case 'Empty':
      return { kind: 'empty' };
    case 'Single':
      return { kind: 'single', index: numberOf(part(value, 'index')) };
    default:
      return {
        kind: 'multiple',
        tag: scalar(part(value, 'tag')),
        tagEncoding: tagEncoding(part(value, 'tag_encoding')),
        tagField: numberOf(part(value, 'tag_field')),
        variants: listOf(part(value, 'variants')).map((variant, index) => layout(variant, index)),
      };
  }
}

function tagEncoding(value: Value): TagEncoding {
  if (nameOf(value) === 'Direct') return { kind: 'direct' };
  const nicheVariants = range(part(value, 'niche_variants'));
  return {
    kind: 'niche',
    untaggedVariant: numberOf(part(value, 'untagged_variant')),
    nicheVariants: { start: Number(nicheVariants.start), end: Number(nicheVariants.end) },
    nicheStart: BigInt(nameOf(part(value, 'niche_start'))),
  };
}
