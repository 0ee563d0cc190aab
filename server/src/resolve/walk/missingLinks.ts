import { basename, dirname, isWithin, join, relativeTo } from '../../base/paths.ts';
import type { CrateInfo, ModuleLink } from '../../project/crateGraph.ts';
import type { Attribute, ModItem } from '../../syntax/ast.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import { effectiveAttributes, evaluateCfgArgs, stringValue } from '../attributes/cfgAttributes.ts';
import type { SourceFiles } from '../model/inputs.ts';

/** How a crate would have a file that it does not have as it is. */
export interface MissingLinks {
  readonly links: readonly ModuleLink[];
  /** Names of the module from the crate's root on. */
  readonly module: readonly string[];
  /** Why the crate does not have it: a sentence part. */
  readonly reason: string;
}

/** More modules are never nested. */
const MAX_DEPTH = 100;

/**
 * The links by which a crate has a file: along `mod` items that cfg takes away, where there are such; else as if the
 * module were declared where its path puts it (Reference, "Module source filenames"): `src/a/new.rs` in `src/a.rs` or
 * `src/a/mod.rs`.
 *
 * @param isReached whether the crate has a file as it is
 */
export function missingLinks(
  info: CrateInfo,
  path: string,
  files: SourceFiles,
  isReached: (path: string) => boolean,
): MissingLinks {
  return declaredLinks(info, path, files) ?? undeclaredLinks(info, path, files, isReached, 0);
}

// -------------------------------------------------------------------------------------------- declared, and off

/** A `mod` item on the way, with the file that it may lead to. */
interface Step {
  readonly unit: SourceUnit;
  readonly item: ModItem;
  /** The module's file; absent for an inline module. */
  readonly file?: string;
  /** Whether the file is the one of a `path` in a `cfg_attr` or one that such a path hides. */
  readonly isRedirected: boolean;
}

/** Where the children of a module lie. */
interface Level {
  readonly unit: SourceUnit;
  readonly items: SourceUnit['items'];
  /** The folder of children by name. */
  readonly folder: string;
  /** The folder that path attributes start from. */
  readonly pathBase: string;
}

function declaredLinks(info: CrateInfo, path: string, files: SourceFiles): MissingLinks | undefined {
  const unit = files.unit(info.root);
  const folder = dirname(info.root);
  const start = unit && { unit, items: unit.items, folder, pathBase: folder };
  const steps = start && stepsTo(start, path, files, 0);
  if (!steps) return undefined;
  const links: ModuleLink[] = [];
  const reasons: string[] = [];
  for (const step of steps) {
    const off = offReason(step, info, files);
    if (off === undefined && !step.isRedirected) continue;
    const { unit: at, item, file } = step;
    reasons.push(off ?? `another file is \`mod ${item.name.text}\` in ${basename(at.path)} here`);
    const redirected = step.isRedirected && file !== undefined ? { path: file } : {};
    links.push({ file: at.path, name: item.name.text, keyword: item.keyword, ...redirected });
  }
  const module = steps.map(({ item }) => item.name.text);
  return links.length === 0 ? undefined : { links, module, reason: reasons[0]! };
}

function stepsTo(
  level: Level,
  target: string,
  files: SourceFiles,
  depth: number,
): readonly Step[] | undefined {
  if (depth > MAX_DEPTH) return undefined;
  for (const item of level.items) {
    if (item.kind !== 'mod') continue;
    const found =
      item.items === undefined
        ? throughFile(level, item, target, files, depth)
        : throughInline(level, item, item.items, target, files, depth);
    if (found) return found;
  }
  return undefined;
}

function throughInline(
  level: Level,
  item: ModItem,
  items: SourceUnit['items'],
  target: string,
  files: SourceFiles,
  depth: number,
): readonly Step[] | undefined {
  const [written] = pathsOf(item.attrs).always;
  const folder = written === undefined ? join(level.folder, item.name.text) : join(level.pathBase, written);
  const mayHold =
    isWithin(target, folder) || items.some(({ attrs }) => attrs.some(({ path }) => path === 'path'));
  if (!mayHold) return undefined;
  const inner = stepsTo({ unit: level.unit, items, folder, pathBase: folder }, target, files, depth + 1);
  return inner && [{ unit: level.unit, item, isRedirected: false }, ...inner];
}

function throughFile(
  level: Level,
  item: ModItem,
  target: string,
  files: SourceFiles,
  depth: number,
): readonly Step[] | undefined {
  for (const { file, children, isRedirected } of candidates(level, item)) {
    const step = { unit: level.unit, item, file, isRedirected };
    if (file === target) return [step];
    const unit = isWithin(target, children) ? files.unit(file) : undefined;
    if (!unit) continue;
    const at = { unit, items: unit.items, folder: children, pathBase: dirname(file) };
    const inner = stepsTo(at, target, files, depth + 1);
    if (inner) return [step, ...inner];
  }
  return undefined;
}

/** The files that a `mod name;` may mean under one cfg or another. */
function* candidates({ folder, pathBase }: Level, { name, attrs }: ModItem) {
  const { always, sometimes } = pathsOf(attrs);
  const redirect = (path: string, isRedirected: boolean) => {
    const file = join(pathBase, path);
    return { file, children: dirname(file), isRedirected };
  };
  if (always[0] !== undefined) yield redirect(always[0], false);
  else {
    const stem = join(folder, name.text);
    const isRedirected = sometimes.length > 0;
    yield { file: `${stem}.rs`, children: stem, isRedirected };
    yield { file: join(stem, 'mod.rs'), children: stem, isRedirected };
  }
  for (const path of sometimes) yield redirect(path, true);
}

function pathsOf(attrs: readonly Attribute[]) {
  const always = attrs.flatMap(({ path, args }) => (path === 'path' ? [stringValue(args) ?? ''] : []));
  const sometimes = attrs.flatMap(({ path, args }) =>
    path === 'cfg_attr' ? [...args.matchAll(/\bpath\s*=\s*"([^"]*)"/g)].map((match) => match[1]!) : [],
  );
  return { always, sometimes };
}

/** The cfg that takes a step away. */
function offReason({ unit, item, file }: Step, { cfg }: CrateInfo, files: SourceFiles): string | undefined {
  const off = item.attrs.find(({ path, args }) => path === 'cfg' && evaluateCfgArgs(args, cfg) === false);
  const { text: name } = item.name;
  if (off) return `\`#[cfg${off.args}]\` on \`mod ${name}\` in ${basename(unit.path)} is off`;
  if (!effectiveAttributes(item.attrs, cfg).active)
    return `\`mod ${name}\` in ${basename(unit.path)} is off by its cfg`;
  const inner = file === undefined ? [] : (files.unit(file)?.innerAttributes ?? []);
  const own = inner.find(({ path, args }) => path === 'cfg' && evaluateCfgArgs(args, cfg) === false);
  return own && `\`#![cfg${own.args}]\` in ${basename(file!)} is off`;
}

// -------------------------------------------------------------------------------------------- not declared

function undeclaredLinks(
  info: CrateInfo,
  path: string,
  files: SourceFiles,
  isReached: (path: string) => boolean,
  depth: number,
): MissingLinks {
  const { parent, rest } = placeOf(info, path, files);
  const way =
    parent === info.root || depth > MAX_DEPTH
      ? { links: [], module: [] }
      : wayTo(info, parent, files, isReached, depth);
  const name = freeName(
    rest
      .join('_')
      .replace(/\W/g, '_')
      .replace(/^(?=\d|$)/, '_'),
    parent,
    files,
  );
  const link = { file: parent, name, ...(rest.length > 1 || rest[0] !== name ? { path } : {}) };
  const reason = 'no `mod` item leads to it';
  return { links: [...way.links, link], module: [...way.module, ...rest], reason };
}

function wayTo(
  info: CrateInfo,
  parent: string,
  files: SourceFiles,
  isReached: (path: string) => boolean,
  depth: number,
): Pick<MissingLinks, 'links' | 'module'> {
  if (!isReached(parent))
    return declaredLinks(info, parent, files) ?? undeclaredLinks(info, parent, files, isReached, depth + 1);
  return { links: [], module: namesOf(dirname(info.root), parent) };
}

/** The file of the module that a file's place puts it in, and the names below. */
function placeOf(info: CrateInfo, path: string, files: SourceFiles) {
  const folder = dirname(info.root);
  const names = namesOf(folder, path);
  if (relativeTo(path, folder) === undefined) return { parent: info.root, rest: names.slice(-1) };
  for (let i = names.length - 1; i > 0; i--) {
    const stem = join(folder, ...names.slice(0, i));
    for (const parent of [`${stem}.rs`, join(stem, 'mod.rs')]) {
      const isOther = parent !== path && parent !== info.root;
      if (isOther && files.text(parent) !== undefined) return { parent, rest: names.slice(i) };
    }
  }
  return { parent: info.root, rest: names };
}

/** `a`, `new` of `src/a/new.rs` and `src/a/new/mod.rs`. */
function namesOf(folder: string, path: string): readonly string[] {
  const inside = relativeTo(path, folder) ?? basename(path);
  const names = inside.replace(/\.rs$/, '').split('/');
  return names.at(-1) === 'mod' && names.length > 1 ? names.slice(0, -1) : names;
}

/** A name that no module of the parent has. */
function freeName(name: string, parent: string, files: SourceFiles): string {
  const taken = new Set(
    files.unit(parent)?.items.map((item) => ('name' in item ? item.name?.text : undefined)),
  );
  let free = name;
  while (taken.has(free)) free = `${free}_`;
  return free;
}
