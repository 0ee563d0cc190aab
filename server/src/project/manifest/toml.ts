import { parse, TomlError, type TomlTable, type TomlValue } from 'smol-toml';
import { type Unknown, unknown } from '../../base/unknown.ts';

export type { TomlTable, TomlValue };

/** Longer files (in UTF-16 units) are none that a person or a tool wrote for cargo; the longest lock files have 1 MB. */
const MAX_TEXT = 4_000_000;

/** Reads a TOML file; unknown, with the file and the line, where it is none. */
export function parseToml(path: string, text: string): TomlTable | Unknown {
  if (text.length > MAX_TEXT) return unknown(`${path} is too large: more than ${MAX_TEXT / 1e6} MB`);
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) return unknown(`${path} is not TOML`);
    const what = error.message.split('\n')[0]!.replace(/^Invalid TOML document: /, '');
    return unknown(`${path} is not TOML: line ${error.line}: ${what}`);
  }
}

/** The value as a table, or undefined where it is something else. */
export function asTable(value: TomlValue | undefined): TomlTable | undefined {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) ? value : undefined;
}

/** The table at a path of keys. */
export function tableAt(table: TomlTable | undefined, ...keys: readonly string[]): TomlTable | undefined {
  return keys.reduce<TomlTable | undefined>((at, key) => asTable(at?.[key]), table);
}

/** The tables under a key which is an array of tables (`[[bin]]`). */
export function tablesAt(table: TomlTable | undefined, key: string): readonly TomlTable[] {
  const value = table?.[key];
  return Array.isArray(value) ? value.map((item) => asTable(item)).filter((item) => item !== undefined) : [];
}

/** The string under the first of some keys that has one (cargo takes `proc-macro` and `proc_macro`). */
export function stringAt(table: TomlTable | undefined, ...keys: readonly string[]): string | undefined {
  const values = keys.map((key) => table?.[key]);
  return values.find((value) => typeof value === 'string');
}

/** The boolean under the first of some keys that has one. */
export function booleanAt(table: TomlTable | undefined, ...keys: readonly string[]): boolean | undefined {
  const values = keys.map((key) => table?.[key]);
  return values.find((value) => typeof value === 'boolean');
}

/** The strings of an array under a key; undefined where there is no array. */
export function stringsAt(
  table: TomlTable | undefined,
  ...keys: readonly string[]
): readonly string[] | undefined {
  const value = keys.map((key) => table?.[key]).find((found) => Array.isArray(found));
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}
