/** Random programs. The same seed gives the same program. */
import type { IntName, Item, PlainType, Program, Repr, Ty, Variant } from './program.ts';

/** A small pseudo-random generator (mulberry32). */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

const INTS: readonly IntName[] = [
  'u8',
  'i8',
  'u16',
  'i16',
  'u32',
  'i32',
  'u64',
  'i64',
  'u128',
  'i128',
  'usize',
  'isize',
];
const COMMON: readonly PlainType[] = [
  'u8',
  'u8',
  'u16',
  'u32',
  'u64',
  'usize',
  'bool',
  'bool',
  'char',
  '&u8',
  '&u8',
];
const POINTERS: readonly PlainType[] = [
  '&u8',
  '*const u8',
  '&[u8]',
  '*const [u8]',
  '&dyn Tr',
  '*const dyn Tr',
  'fn()',
];
const RARE: readonly PlainType[] = ['()', '!', 'f16', 'f32', 'f64', 'f128'];

/** What the generator must know of the items that it made. */
interface Made {
  /** It has a `repr(align)` somewhere inside: it can't be a field of a packed type. */
  readonly aligned: boolean;
  /** It may be used as a field of others. */
  readonly sized: boolean;
}

class Generator {
  readonly #random: Random;
  readonly #items: Item[] = [];
  readonly #made: Made[] = [];

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  program(length: number): Program {
    while (this.#items.length < length) this.#item();
    return this.#items;
  }

  #item(): void {
    const roll = this.#random.next();
    if (roll < 0.42) this.#struct();
    else if (roll < 0.82) this.#enum();
    else if (roll < 0.87) this.#union();
    else if (roll < 0.92) this.#nonZero();
    else if (roll < 0.94) this.#simd();
    else if (roll < 0.96) this.#unsized();
    else this.#add({ kind: 'alias', of: this.#type(false) });
  }

  #add(item: Item, sized = true, aligned = false): void {
    this.#items.push(item);
    const uses = [...JSON.stringify(item).matchAll(/"item":(\d+)/g)].map((match) => Number(match[1]));
    this.#made.push({ sized, aligned: aligned || uses.some((use) => this.#made[use]?.aligned) });
  }

  /** Half of the types are simple ones, which niches and padding come from. */
  #type(packed: boolean): Ty {
    const r = this.#random;
    const roll = r.next();
    if (roll < 0.35) return r.pick(COMMON);
    if (roll < 0.45) return r.pick(INTS);
    if (roll < 0.53) return r.pick(POINTERS);
    if (roll < 0.58) return r.pick(RARE);
    if (roll < 0.66)
      return { array: this.#type(packed), count: r.chance(0.1) ? 0 : 1 + r.below(r.chance(0.2) ? 33 : 6) };
    if (roll < 0.7) return { tuple: Array.from({ length: r.below(4) }, () => this.#type(packed)) };
    if (roll < 0.73) return { cell: this.#type(packed) };
    return this.#earlier(packed) ?? r.pick(COMMON);
  }

  /** An earlier item, more often a recent one. */
  #earlier(packed: boolean): Ty | undefined {
    const back = Math.floor(this.#random.next() ** 2 * 60);
    const index = this.#items.length - 1 - back;
    const made = this.#made[index];
    return made?.sized && !(packed && made.aligned) ? { item: index } : undefined;
  }

  #fields(most: number, packed = false): Ty[] {
    return Array.from({ length: this.#random.below(most + 1) }, () => this.#type(packed));
  }

  #structRepr(): Repr {
    const r = this.#random;
    if (r.chance(0.72)) return {};
    const align = { align: 2 ** r.below(6) };
    const pack = { pack: 2 ** r.below(4) };
    return r.pick<Repr>([{ c: true }, { c: true, ...align }, { c: true, ...pack }, align, pack]);
  }

  #struct(): void {
    const r = this.#random;
    if (r.chance(0.04)) {
      this.#add({ kind: 'struct', fields: [this.#type(false)], repr: { transparent: true } });
      return;
    }
    const repr = this.#structRepr();
    const fields = this.#fields(r.chance(0.1) ? 12 : 6, repr.pack !== undefined);
    const genericTail =
      fields.length > 0 && repr.pack === undefined && r.chance(0.15) ? { genericTail: true as const } : {};
    this.#add({ kind: 'struct', fields, repr, ...genericTail }, true, repr.align !== undefined);
  }

  #unsized(): void {
    const tail = this.#random.pick<Ty>(['[u8]', '[u32]', 'dyn Tr']);
    this.#add({ kind: 'struct', fields: [...this.#fields(4), tail] }, false);
  }

  #union(): void {
    const r = this.#random;
    const repr = this.#structRepr();
    const packed = repr.pack !== undefined;
    const first = this.#type(packed);
    const fields = r.chance(0.3) ? [first, first] : [first, ...this.#fields(2, packed)];
    this.#add({ kind: 'union', fields, repr }, true, repr.align !== undefined);
  }

  /** Like `NonZero`, `NonNull`, `Nanoseconds` or `OwnedFd`. */
  #nonZero(): void {
    const r = this.#random;
    const type = r.pick<Ty>([...INTS, '*const u8', '*const [u8]']);
    const bounds = r.pick([
      { start: '1' },
      { end: '200' },
      { start: '1', end: '250' },
      { start: '0', end: '254' },
    ]);
    const pointer = typeof type === 'string' && type.startsWith('*');
    const small = !pointer && r.chance(0.7) ? bounds : { start: '1' };
    this.#add({ kind: 'struct', fields: [type], ...small });
  }

  #simd(): void {
    const r = this.#random;
    const array = r.pick<PlainType>(['u8', 'i16', 'u32', 'f32', 'f64', 'u64']);
    const packed: Repr = r.chance(0.3) ? { pack: 1 } : {};
    const count = packed.pack ? 1 + r.below(16) : 2 ** r.below(5);
    this.#add({ kind: 'struct', fields: [{ array, count }], repr: { simd: true, ...packed } });
  }

  #enumRepr(): Repr {
    const r = this.#random;
    const align = r.chance(0.05) ? { align: 2 ** r.below(6) } : {};
    if (r.chance(0.7)) return align;
    const int = { int: r.pick(INTS) };
    return { ...align, ...r.pick<Repr>([{ c: true }, int, int, { c: true, ...int }]) };
  }

  #enum(): void {
    const r = this.#random;
    if (r.chance(0.2)) {
      // Like `Option`.
      const none = r.chance(0.3) ? [this.#type(false)] : [];
      this.#add({ kind: 'enum', variants: [{ fields: [] }, { fields: [this.#type(false), ...none] }] });
      return;
    }
    const repr = this.#enumRepr();
    const fieldless = r.chance(0.25);
    const count = r.chance(0.03) ? 200 + r.below(120) : r.below(7);
    const variants = Array.from(
      { length: repr.c || repr.int || repr.align ? Math.max(1, count) : count },
      () => ({
        fields: fieldless || count > 100 || r.chance(0.25) ? [] : this.#fields(r.chance(0.3) ? 5 : 2),
      }),
    );
    const explicit = count < 100 && (fieldless || repr.int !== undefined) && r.chance(0.6);
    const withDiscriminants = explicit ? this.#discriminants(variants, repr) : variants;
    this.#add({ kind: 'enum', variants: withDiscriminants, repr }, true, repr.align !== undefined);
  }

  /** Explicit discriminants on all variants, distinct and within the type on every target. */
  #discriminants(variants: readonly Variant[], repr: Repr): Variant[] {
    const used = new Set<string>();
    return variants.map((variant) => {
      let discriminant = this.#discriminant(repr);
      while (used.has(discriminant)) discriminant = this.#discriminant(repr);
      used.add(discriminant);
      return { ...variant, discriminant };
    });
  }

  #discriminant(repr: Repr): string {
    const r = this.#random;
    const name = repr.int ?? 'i16';
    const bits = Number(name.slice(1)) || 16;
    const width = BigInt(r.chance(0.5) ? Math.min(bits, 8) : bits);
    const any = BigInt(Math.floor(r.next() * 2 ** 52)) << BigInt(r.below(80));
    const value = r.chance(0.5) ? BigInt(r.below(20)) : any;
    return String(
      name.startsWith('u') ? BigInt.asUintN(Number(width), value) : BigInt.asIntN(Number(width), value),
    );
  }
}

/** A program of `length` items. */
export function generateProgram(seed: number, length: number): Program {
  return new Generator(seed).program(length);
}
