// Which of rustc's own tests compile alone, on stable Rust, and how.

import fs from 'node:fs';
import path from 'node:path';

export interface UiFile {
  /** Relative to the folder that holds all tests. */
  readonly name: string;
  readonly path: string;
  readonly edition: string;
  /** Cfgs that the test asks for, as `--cfg` takes them. */
  readonly cfg: readonly string[];
}

/** What a test's directives (`//@ …`) and attributes ask for, as far as it matters here. */
export interface UiDirectives {
  readonly compiles: boolean;
  /** Why it can't be looked at alone; undefined where it can. */
  readonly needs?: string;
  readonly edition: string;
  readonly cfg: readonly string[];
}

const OTHERS = /^(?:aux-|proc-macro|only-|needs-|revisions|ignore-(?:x86_64|linux|stage1|stage2|auxiliary))/;

/** Reads a test's text (rustc's `compiletest` has the directives). */
export function directivesOf(text: string): UiDirectives {
  const lines = [...text.matchAll(/^\s*\/\/@\s*(.*)$/gm)].map((m) => m[1]!.trim());
  const compiles = lines.some((line) => /^(?:check|build|run)-pass\b/.test(line));
  const edition = /^edition:\s*(\d{4})/;
  const asked = lines.flatMap((line) => edition.exec(line)?.[1] ?? []).at(-1);
  const flags = lines.flatMap((line) => /^compile-flags:\s*(.*)$/.exec(line)?.[1] ?? []).join(' ');
  const cfg = [...flags.matchAll(/--cfg[= ]\s*(\S+)/g)].map((m) => m[1]!.replace(/^['"]|['"]$/g, ''));
  const other = lines.find((line) => OTHERS.test(line));
  const feature = /^\s*#!\[(?:cfg_attr\([^\n]*\b)?feature\(/m.test(text);
  const isTest = /--test\b|--target\b|-Z\s*\w|--crate-type/.test(flags);
  const needs = feature
    ? 'unstable features'
    : other !== undefined
      ? other.split(/[\s:]/)[0]
      : isTest
        ? 'compile-flags'
        : undefined;
  return {
    compiles,
    ...(needs !== undefined && { needs }),
    edition: /--edition[= ]\s*(\d{4})/.exec(flags)?.[1] ?? asked ?? '2015',
    cfg,
  };
}

/** The tests below `folders` (of `root`; all of it where none is named) that compile alone. */
export function uiFiles(root: string, folders: readonly string[]): UiFile[] {
  const found: UiFile[] = [];
  const visit = (at: string): void => {
    if (fs.statSync(at).isFile()) {
      if (!at.endsWith('.rs')) return;
      const { compiles, needs, edition, cfg } = directivesOf(fs.readFileSync(at, 'utf8'));
      if (compiles && needs === undefined)
        found.push({ name: path.relative(root, at), path: at, edition, cfg });
      return;
    }
    for (const entry of fs.readdirSync(at).sort()) if (entry !== 'auxiliary') visit(path.join(at, entry));
  };
  for (const folder of folders.length ? folders : ['.']) visit(path.resolve(root, folder));
  return found;
}
