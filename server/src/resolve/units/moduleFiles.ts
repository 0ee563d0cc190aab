import { dirname, isWithin, join } from '../../base/paths.ts';
import { type Unknown, unknown } from '../../base/unknown.ts';
import type { Item, ModItem } from '../../syntax/ast.ts';
import { stringValue } from '../attributes/cfgAttributes.ts';
import type { SourceFiles } from '../model/inputs.ts';
import type { Entry, ModuleDirectory } from '../model/model.ts';

/**
 * Where the text of modules lies (Rust Reference, "Modules", Module source filenames; rustc_expand::module).
 *
 * A file `mod.rs`, a crate's root and a file loaded by a path attribute are *mod-rs* files: their children lie
 * beside them. Those of any other file `a.rs` lie in the folder `a`.
 */

/** The folder of a crate's root file, by the path that it is opened with; `real` is that path without symbolic links. */
export function rootDirectory(path: string, real: string): ModuleDirectory {
  return { path: dirname(path), inBlock: false, files: [real] };
}

/** The folder of the children of `mod name { … }`. */
export function inlineDirectory(outer: ModuleDirectory, entry: Entry, item: ModItem): ModuleDirectory {
  const written = pathAttribute(entry);
  if (written !== undefined) return { ...withoutRelative(outer), path: join(outer.path, written) };
  const folder = outer.relative === undefined ? outer.path : join(outer.path, outer.relative);
  return { ...withoutRelative(outer), path: join(folder, item.name.text) };
}

/** The file of `mod name;` with the folder of its children, or why there is none. */
export function moduleFile(
  outer: ModuleDirectory,
  entry: Entry,
  item: ModItem,
  files: SourceFiles,
): { readonly path: string; readonly directory: ModuleDirectory } | Unknown {
  const doubtful = entry.attrs.uncertain.find(({ attr }) => attr.path === 'path');
  if (doubtful !== undefined) return unknown(`the file of module \`${item.name.text}\`: ${doubtful.reason}`);
  const found = findFile(outer, entry, item, files);
  if ('kind' in found) return found;
  const real = files.realPath(found.path);
  if (outer.files.includes(real) || outer.files.includes(found.path)) {
    return unknown(`the module \`${item.name.text}\` contains itself: ${found.path}`);
  }
  if (outer.files.length > 200) return unknown(`modules are nested too deeply at \`${item.name.text}\``);
  const directory = {
    path: dirname(found.path),
    inBlock: false,
    files: [...outer.files, real],
    ...(found.relative !== undefined && { relative: found.relative }),
  };
  return { path: found.path, directory };
}

function findFile(
  outer: ModuleDirectory,
  entry: Entry,
  item: ModItem,
  files: SourceFiles,
): { readonly path: string; readonly relative?: string } | Unknown {
  const name = item.name.text;
  const written = pathAttribute(entry);
  if (written !== undefined) {
    const path = join(outer.path, written);
    return files.text(path) === undefined
      ? unknown(`there is no file ${path} for module \`${name}\``)
      : { path };
  }
  if (outer.inBlock) return unknown(`\`mod ${name};\` cannot stand in a block`);
  const folder = outer.relative === undefined ? outer.path : join(outer.path, outer.relative);
  const beside = join(folder, `${name}.rs`);
  if (files.text(beside) !== undefined) return { path: beside, relative: name };
  const inside = join(folder, name, 'mod.rs');
  if (files.text(inside) !== undefined) return { path: inside };
  return unknown(`there is no file for module \`${name}\`: neither ${beside} nor ${inside}`);
}

/** The folder for `mod x;` in the text that `include!` took from a file. */
export function includedDirectory(outer: ModuleDirectory, path: string): ModuleDirectory {
  return { path: dirname(path), inBlock: false, files: [...outer.files, path] };
}

function pathAttribute(entry: Entry): string | undefined {
  const attr = entry.attrs.attrs.find(({ path }) => path === 'path');
  return attr && stringValue(attr.args);
}

function withoutRelative({ path, inBlock, files }: ModuleDirectory): ModuleDirectory {
  return { path, inBlock, files };
}

/**
 * Whether one of the files may be that of a `mod` item or of a module inside it, as far as its name tells:
 * one with a path attribute may lead anywhere.
 */
export function mayLeadTo(entry: Entry, files: ReadonlySet<string>): boolean {
  const { item } = entry;
  if (item.kind !== 'mod') return false;
  if (pathAttribute(entry) !== undefined || entry.attrs.uncertain.length > 0) return true;
  if (item.items?.some(leadsAnywhere)) return true;
  const { path, relative } = entry.fragment.directory ?? entry.fragment.module.directory;
  const stem = join(relative === undefined ? path : join(path, relative), item.name.text);
  if (item.items !== undefined && files.has(entry.fragment.unit.path)) return true;
  for (const file of files) if (file === `${stem}.rs` || isWithin(file, stem)) return true;
  return false;
}

function leadsAnywhere({ kind, attrs }: Item): boolean {
  return kind === 'mod' && attrs.some(({ path }) => path === 'path' || path === 'cfg_attr');
}
