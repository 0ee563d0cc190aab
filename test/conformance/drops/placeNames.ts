// The user's names for MIR places: `((_3).0: String)` is `s.name`.

import { isInside, type LocatedFunction } from './locateBody.ts';
import { type MirPlace, type Projection, parsePlace, placeText, sameProjection } from './mirPlace.ts';
import type { MirBody, MirDebug } from './mirText.ts';
import type { LocalEntry, Position } from './rustDrops.ts';
import type { SourceFiles } from './sourceFiles.ts';

/** What a place is to the user: a variable (or a part of one), or a temporary (`variable` null). */
export interface PlaceDescription {
  readonly variable: string | null;
  readonly type: string;
  readonly declared?: Position;
  readonly part?: string;
  readonly detail?: string;
  readonly at?: Position;
  readonly hidden?: string;
}

interface UserVariable {
  readonly name: string;
  readonly position: Position;
}

/** The owner of a place, and how many of its projections already belong to the owner's name. */
interface Owner {
  readonly name: string | null;
  readonly position?: Position;
  readonly from: number;
}

export class PlaceNames {
  readonly #before: MirBody;
  readonly #after: MirBody;
  readonly #fn: LocatedFunction;
  readonly #files: SourceFiles;
  readonly #user = new Map<string, UserVariable>();

  constructor(before: MirBody, after: MirBody, fn: LocatedFunction, files: SourceFiles) {
    this.#before = before;
    this.#after = after;
    this.#fn = fn;
    this.#files = files;
    for (const debug of before.debug) this.#addVariable(debug);
  }

  /** Is the local the hidden iterator of a `for`? */
  isHiddenIterator(place: string): boolean {
    return !this.#user.has(place) && this.#before.debug.some((d) => d.place === place && d.name === 'iter');
  }

  #addVariable({ name, place, span }: MirDebug): void {
    const { source, file, kind } = this.#fn;
    if (span?.file !== file || this.#user.has(place)) return;
    const text = source.slice(span);
    const at = source.offset(span.l1, span.c1);
    const word = name.replace(/^r#/, '');
    // A macro's variable has the position of something else.
    if (
      !new RegExp(
        `^(?:ref\\s+|mut\\s+|&\\s*(?:'\\w+\\s+)?)*(?:r#)?${word.replace(/[^\w]/g, '')}(?:\\s*@[\\s\\S]*)?$`,
      ).test(text)
    )
      return;
    const behindIn = /(?:^|[^\w])in\s+$/.test(source.text.slice(Math.max(0, at - 12), at));
    if (behindIn && /^_\d+$/.test(place) && name === 'iter') return;
    // MIR names a parameter `ref x` as the variable that borrows it.
    const isNameless = kind === 'async fn' && (name === '_' || /^ref\b/.test(text));
    this.#user.set(place, {
      name: isNameless ? (this.#asyncParameter(place) ?? name) : name,
      position: source.position(at + /^(?:ref\s+|mut\s+|&\s*(?:'\w+\s+)?)*(?:r#)?/.exec(text)![0].length),
    });
  }

  /** An async function's parameter without a name: its number, as in a plain function. */
  #asyncParameter(place: string): string | undefined {
    for (const block of this.#before.blocks.values()) {
      for (const { code } of block.statements) {
        const match = /^(_\d+) = move \(_1\.(\d+): /.exec(code);
        if (match?.[1] === place) return `#${Number(match[2]) + 1}`;
      }
    }
    return undefined;
  }

  describe(text: string, part?: string): PlaceDescription {
    const place = parsePlace(text);
    if (!place) return { variable: null, type: text };
    const owner = this.#owner(place);
    const { path, type } = this.#path(place, owner.from);
    const rest = part === undefined ? {} : { part };
    if (owner.name === null) return { variable: null, type, ...rest, ...this.#temporary(place, path) };
    const name = path.startsWith('*\0') ? `*${owner.name}${path.slice(2)}` : owner.name + path;
    const declared = owner.position ? { declared: owner.position } : {};
    const down = place.projections.findIndex((x, k) => x.kind === 'variant' && k >= owner.from);
    if (down >= 0 && !/^(?:std::ops::|core::)?Coroutine/.test(type)) {
      // What is left of an enum is the enum.
      const whole = this.describe(placeText({ ...place, projections: place.projections.slice(0, down) }));
      return { variable: whole.variable, type: whole.type, detail: name, ...declared, ...rest };
    }
    return { variable: name, type, ...declared, ...rest };
  }

  #owner(place: MirPlace): Owner {
    const whole = this.#user.get(`_${place.local}`);
    if (whole) return { name: whole.name, position: whole.position, from: 0 };
    return this.#captured(place) ?? { name: this.#argumentName(place), from: 0 };
  }

  /** Captured variables are places of the closure itself. */
  #captured(place: MirPlace): Owner | undefined {
    for (const [text, user] of this.#user) {
      const capture = parsePlace(text);
      const length = capture?.projections.length ?? 0;
      if (capture?.local !== place.local || !length || length > place.projections.length) continue;
      if (capture.projections.every((x, k) => sameProjection(x, place.projections[k]))) {
        return { name: user.name, position: user.position, from: length };
      }
    }
    return undefined;
  }

  #argumentName({ local, projections }: MirPlace): string | null {
    if (local < 1 || local > this.#before.argumentCount) return null;
    const { isClosure, kind } = this.#fn;
    if (isClosure && local === 1) return projections.length ? '{captures}' : null;
    return kind === 'async fn' ? null : `#${isClosure ? local - 1 : local}`;
  }

  /** A place's path behind its owner's name (`*\0` stands for a dereference of all before it), and its type. */
  #path({ local, projections }: MirPlace, from: number): { path: string; type: string } {
    let type = this.#before.types.get(local) ?? this.#after.types.get(local) ?? '?';
    let path = '';
    let variant: string | null = null;
    for (const [k, x] of projections.entries()) {
      const shown = k >= from;
      if (x.kind === 'deref') {
        type = pointee(type);
        if (shown && k === projections.length - 1) path = `*\0${path}`;
      } else if (x.kind === 'variant') {
        variant = `${typeName(type)}::${x.name}`;
        if (shown) path += `.${x.name}`;
      } else if (x.kind === 'index') {
        if (shown) path += `[${arrayIndex(x.text)}]`;
        type = /^\[([\s\S]*); \d+\]$/.exec(type)?.[1] ?? type;
      } else {
        if (shown) path += `.${this.#fieldName(x, variant, type)}`;
        variant = null;
        type = x.type;
      }
    }
    return { path, type };
  }

  #fieldName(field: Projection & { kind: 'field' }, variant: string | null, type: string): string | number {
    const names = variant ? this.#files.variantFields(variant) : this.#files.structFields(typeName(type));
    return names?.[field.index] ?? field.index;
  }

  #temporary({ local }: MirPlace, path: string): Pick<PlaceDescription, 'at' | 'hidden' | 'part'> {
    const span = this.#before.declarations.get(local);
    const system = this.#before.debug.find((d) => d.place === `_${local}`);
    const hidden = this.#fn.isClosure && local === 1 ? 'captures' : system?.name;
    return {
      ...(isInside(this.#fn, span) ? { at: [span.l1, span.c1] as const } : {}),
      ...(hidden === undefined ? {} : { hidden }),
      ...(path ? { part: path.replace('\0', '') } : {}),
    };
  }

  /** Every user variable with its type, and whether its end can need a drop. */
  locals(): LocalEntry[] {
    const scheduled = new Set([...this.#before.blocks.values()].map((b) => b.drop));
    const found = new Map<string, LocalEntry>();
    for (const [place, { name, position }] of this.#user) {
      const local = /^_(\d+)$/.exec(place);
      const key = `${name}@${position}`;
      if (!local || (found.has(key) && !scheduled.has(place))) continue;
      const index = Number(local[1]);
      const param = index <= this.#before.argumentCount ? { param: true as const } : {};
      const type = this.#before.types.get(index);
      found.set(key, { variable: name, declared: position, type, drops: scheduled.has(place), ...param });
    }
    return [...found.values()];
  }
}

const arrayIndex = (text: string): string => {
  const range = /^(\d+)\.\.(\d+)$/.exec(text);
  return range && Number(range[2]) === Number(range[1]) + 1 ? range[1]! : text.replace(/ of \d+$/, '');
};

/** `m::Pair` of `&mut m::Pair<u8>`. */
const typeName = (type: string): string =>
  type.replace(/^(?:&(?:'\w+ )?(?:mut )?)+/, '').replace(/<.*$/s, '');

const pointee = (type: string): string =>
  /^(?:\w+::boxed::)?Box</.test(type)
    ? type.replace(/^[^<]*</, '').replace(/>$/, '')
    : type.replace(/^&(?:'\w+ )?(?:mut )?|^\*(?:const|mut) /, '');
