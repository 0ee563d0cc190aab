// Puts the layout attribute before the items of a copied source file, and maps rustc's positions back to the original.

import fs from 'node:fs';
import path from 'node:path';
import { findItems, type RustItem } from './rustItems.ts';

/** A diagnostic of rustc's `--error-format=json`, as far as it is read here. */
export interface Diagnostic {
  readonly level: string;
  readonly message: string;
  readonly rendered: string;
  readonly code: { readonly code: string } | null;
  readonly spans: readonly DiagnosticSpan[];
}

interface DiagnosticSpan {
  readonly file_name: string;
  readonly byte_start: number;
  readonly byte_end: number;
  readonly expansion: { readonly span: DiagnosticSpan } | null;
}

/** A range of the original file, in bytes. */
export interface SourcePlace {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** One file of the copied crate: its items, and which of them carry the attribute. */
export class SourceFile {
  /** Relative to the crate's folder. */
  readonly path: string;
  /** Where the copy lies. */
  readonly copy: string;
  /** As latin1, so that an offset is a byte's. */
  readonly source: string;
  readonly items: readonly RustItem[];
  #inserts: readonly number[] = [];
  #length = 0;
  readonly #on = new Set<RustItem>();

  constructor(root: string, file: string) {
    this.path = file;
    this.copy = path.join(root, file);
    this.source = fs.readFileSync(this.copy, 'latin1');
    this.items = findItems(this.source);
  }

  /** Names an item's macro call among all files; undefined for an item outside of macro calls. */
  macroKey(item: RustItem): string | undefined {
    return item.macro ? `${this.path}:${item.macro.start}` : undefined;
  }

  /** Does the item carry the attribute? */
  isOn(item: RustItem): boolean {
    return this.#on.has(item);
  }

  /** Writes the copy with `attribute` before every item that is not in a disabled macro call. */
  instrument(attribute: string, disabled: ReadonlySet<string>): void {
    const inserts: number[] = [];
    let text = '';
    let at = 0;
    this.#on.clear();
    for (const item of this.items) {
      if (disabled.has(this.macroKey(item) ?? '')) continue;
      this.#on.add(item);
      text += this.source.slice(at, item.insert) + attribute;
      at = item.insert;
      inserts.push(at);
    }
    this.#inserts = inserts;
    this.#length = attribute.length;
    fs.writeFileSync(this.copy, text + this.source.slice(at), 'latin1');
  }

  /** An offset in the instrumented copy as an offset in the original; inside an attribute, that of its item. */
  originalOffset(offset: number): number {
    let shift = 0;
    for (const insert of this.#inserts) {
      if (insert + shift >= offset) break;
      if (insert + shift + this.#length > offset) return insert;
      shift += this.#length;
    }
    return offset - shift;
  }
}

/** A diagnostic's places in the crate's own files: each of its spans, then what that one was expanded from. */
export function diagnosticPlaces(
  diagnostic: Diagnostic,
  byPath: ReadonlyMap<string, SourceFile>,
  cwd: string,
): SourcePlace[] {
  const found: SourcePlace[] = [];
  for (const outer of diagnostic.spans) {
    for (let span: DiagnosticSpan | undefined = outer; span; span = span.expansion?.span) {
      const file = byPath.get(path.resolve(cwd, span.file_name));
      if (file)
        found.push({
          file,
          start: file.originalOffset(span.byte_start),
          end: file.originalOffset(span.byte_end),
        });
    }
  }
  return found;
}

/** `r#type` and `type` are one name. */
export const plainName = (name: string): string => name.replace(/^r#/, '');

/** The item that a report is about: by its name at the place reported, in the macro call that it came from, or behind the
 * attribute macro that wrote it anew (rustc then reports the attribute's place). */
export function reportedItem(name: string | null, places: readonly SourcePlace[]): RustItem | undefined {
  for (const { file, start, end } of places) {
    const named = file.items.filter((i) => file.isOn(i) && (name === null || plainName(i.name) === name));
    const item =
      named.find((i) => start <= i.keyword && i.keyword < end) ??
      named.find((i) => i.macro && start <= i.macro.start && i.macro.end <= end) ??
      (name === null ? undefined : itemBehind(file, named, end));
    if (item) return item;
  }
  return undefined;
}

/** The named item that follows: the very next one of all, or the only one of its name in the file. */
function itemBehind(file: SourceFile, named: readonly RustItem[], end: number): RustItem | undefined {
  const next = file.items.find((i) => i.keyword >= end);
  return (
    named.find((i) => i === next) ?? (named.length === 1 && named[0]!.keyword >= end ? named[0] : undefined)
  );
}
