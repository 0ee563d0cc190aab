import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attributeTexts, type RustdocItem } from './rustdoc.ts';

/** rustc's own markers on definitions that trait selection looks at. */
const MARKERS: ReadonlySet<string> = new Set([
  'fundamental',
  'marker',
  'rustc_coinductive',
  'rustc_deny_explicit_impl',
  'rustc_do_not_implement_via_object',
  'rustc_paren_sugar',
  'rustc_scalable_vector',
  'rustc_specialization_trait',
  'rustc_unsafe_specialization_marker',
]);

/** `Fundamental` and `#[fundamental]` are both `fundamental`. */
export function markersOf(item: RustdocItem): string[] {
  const names = attributeTexts(item).map((text) => {
    const parsed = /^#\[attr = (\w+)/.exec(text)?.[1];
    return parsed ? snakeCase(parsed) : (/^#\[(\w+)/.exec(text)?.[1] ?? '');
  });
  return [...new Set(names.filter((name) => MARKERS.has(name)))].sort();
}

/** `rustc_layout_scalar_valid_range_start` and `…_end` as decimal strings. */
export function validRange(item: RustdocItem): { start?: string; end?: string } {
  const range: { start?: string; end?: string } = {};
  for (const text of attributeTexts(item)) {
    const found =
      /(?:RustcLayoutScalarValidRange|rustc_layout_scalar_valid_range_)(start|end)\((\w+)\)/i.exec(text);
    if (!found?.[1] || !found[2]) continue;
    range[found[1].toLowerCase() as 'start' | 'end'] = String(BigInt(found[2].replaceAll('_', '')));
  }
  return range;
}

/** `UnsafeCell` is `unsafe_cell`. */
export function snakeCase(name: string): string {
  return name.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase();
}

/** What stands in the source text alone: lang items' names and attributes of parameters. */
export class Attributes {
  readonly #libraryDir: string;
  /** `OwnedBox` to `owned_box`, as rustc's table of lang items has it. */
  readonly #langNames: ReadonlyMap<string, string>;
  readonly #files = new Map<string, readonly string[]>();

  /** `sourceDir` is a release's source with `library/` and `compiler/`. */
  constructor(sourceDir: string) {
    this.#libraryDir = join(sourceDir, 'library');
    this.#langNames = readLangNames(join(sourceDir, 'compiler/rustc_hir/src/lang_items.rs'));
  }

  lang(item: RustdocItem): string | undefined {
    for (const text of attributeTexts(item)) {
      const written = /^#\[lang = "(\w+)"\]/.exec(text)?.[1];
      if (written) return written;
      const variant = /^#\[attr = Lang\((\w+)\)\]/.exec(text)?.[1];
      if (variant) return this.#langNames.get(variant) ?? snakeCase(variant);
    }
    return undefined;
  }

  /** `#[may_dangle]` parameters and whether `default` items allow a more special impl. */
  implSource(item: RustdocItem): { mayDangle: ReadonlySet<string>; specializable: boolean } {
    const text = this.#text(item);
    const head = text.slice(0, text.indexOf('{') < 0 ? undefined : text.indexOf('{'));
    const names = [...head.matchAll(/#\[may_dangle\]\s*(?:const\s+)?('?\w+)/g)].map(
      (match) => match[1] ?? '',
    );
    const specializable = /^\s*default\s+(?:(?:unsafe|const|async)\s+)*(?:fn|type|const)\b/m.test(text);
    return {
      mayDangle: new Set(names),
      specializable: specializable || /^\s*default\s+(?:unsafe\s+)?impl/.test(text),
    };
  }

  #text(item: RustdocItem): string {
    if (!item.span) return '';
    const lines = this.#lines(item.span.filename);
    return lines.slice(item.span.begin[0] - 1, item.span.end[0]).join('\n');
  }

  #lines(filename: string): readonly string[] {
    let lines = this.#files.get(filename);
    if (!lines) {
      lines = readLines(join(this.#libraryDir, filename));
      this.#files.set(filename, lines);
    }
    return lines;
  }
}

/** Files that a build script wrote, or that lie elsewhere, count as empty. */
function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** rustc lists its lang items as `Variant, sym::name, …` lines. */
function readLangNames(path: string): Map<string, string> {
  const names = new Map<string, string>();
  for (const line of readLines(path)) {
    const found = /^\s+(\w+),\s+sym::(\w+),/.exec(line);
    if (found?.[1] && found[2]) names.set(found[1], found[2]);
  }
  return names;
}
