/**
 * Writes the definitions of core's, alloc's and std's own macros as facts of one release.
 *
 *     node scripts/facts/distill/stdMacros.mjs LIBRARY_FOLDER RELEASE
 *
 * LIBRARY_FOLDER is `library/` of that release's source (rustup's `rust-src` component). The result,
 * `server/facts/macros-RELEASE.json`, is an object with `release` and `macros`: one entry for each
 * definition with its crate, module path, name, `cfg` attributes, flavor (`rules` or `decl`),
 * `builtin` (rustc expands it itself), `exported`, `unstable` and the text of the definition.
 * Macros that only tests and std's own implementation use are left out, unless an exported one calls them.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [library, release] = process.argv.slice(2);
if (library === undefined || release === undefined) {
  console.error('usage: node scripts/facts/distill/stdMacros.mjs LIBRARY_FOLDER RELEASE');
  process.exit(2);
}

/** Blanks comments and strings, so that braces can be counted; offsets stay. */
function blank(text) {
  const noise =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|b?r(#*)"[\s\S]*?"\1|b?"(?:\\[\s\S]|[^"\\])*"|'(?:\\(?:u\{[^}]*\}|x..|.)|[^'\\\n])'/g;
  return text.replace(noise, (match) => match.replace(/[^\n]/g, ' '));
}

/** The offset behind the delimiter that closes the one at `open`. */
function closing(text, open) {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if ('([{'.includes(text[i])) depth++;
    else if (')]}'.includes(text[i]) && --depth === 0) return i + 1;
  }
  return -1;
}

/** The attributes that stand directly before `start`, as written, without documentation. */
function attributesBefore(text, blanked, start) {
  const attributes = [];
  let end = start;
  for (;;) {
    const head = blanked.slice(0, end).trimEnd();
    if (!head.endsWith(']')) return attributes;
    let depth = 0;
    let i = head.length - 1;
    for (; i >= 0; i--) {
      if (head[i] === ']') depth++;
      else if (head[i] === '[' && --depth === 0) break;
    }
    if (head[i - 1] !== '#') return attributes;
    attributes.unshift(text.slice(i - 1, head.length).replace(/\s+/g, ' '));
    end = i - 1;
  }
}

function modulePath(file) {
  return file
    .replace(/\.rs$/, '')
    .split(path.sep)
    .filter((part, i, all) => !(i === all.length - 1 && (part === 'mod' || part === 'lib')));
}

function* definitions(crate) {
  const root = path.join(library, crate, 'src');
  const files = readdirSync(root, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.rs'))
    .sort();
  for (const file of files) {
    if (/(^|[/\\])(tests|benches)([/\\.]|$)/.test(file)) continue;
    const text = readFileSync(path.join(root, file), 'utf8');
    const blanked = blank(text);
    const pattern = /^[ \t]*((?:pub(?:\([^)]*\))?[ \t]+)?)(macro_rules!|macro)[ \t]+(?:r#)?(\w+)/gm;
    for (let match = pattern.exec(blanked); match !== null; match = pattern.exec(blanked)) {
      const start = match.index;
      const open = blanked.slice(pattern.lastIndex).search(/[({]/) + pattern.lastIndex;
      let end = closing(blanked, open);
      if (match[2] === 'macro' && blanked[open] === '(') end = closing(blanked, blanked.indexOf('{', end));
      if (end < 0) continue;
      const attributes = attributesBefore(text, blanked, start);
      pattern.lastIndex = end;
      const has = (name) => attributes.some((attribute) => attribute.startsWith(`#[${name}`));
      yield {
        crate,
        module: modulePath(file),
        name: match[3],
        flavor: match[2] === 'macro' ? 'decl' : 'rules',
        exported: has('macro_export') || match[1].trim() === 'pub',
        builtin: has('rustc_builtin_macro'),
        unstable: has('unstable'),
        transparent: attributes.some((a) => a.startsWith('#[rustc_macro_transparency'))
          ? attributes.find((a) => a.startsWith('#[rustc_macro_transparency')).match(/"(\w+)"/)[1]
          : undefined,
        cfg: attributes.filter((attribute) => attribute.startsWith('#[cfg(')),
        text: squeeze(text.slice(start, end)),
      };
    }
  }
}

/** A definition without comments and without needless white space. */
function squeeze(text) {
  const literalOrSpace =
    /(b?r(#*)"[\s\S]*?"\2|b?"(?:\\[\s\S]|[^"\\])*"|'(?:\\.|[^'\\\n])')|(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/|\s)+/g;
  return text.replace(literalOrSpace, (_all, literal) => literal ?? ' ').trim();
}

const all = ['core', 'alloc', 'std'].flatMap((crate) => [...definitions(crate)]);
const kept = new Set(all.filter((macro) => macro.exported));
for (let grown = true; grown; ) {
  grown = false;
  const called = new Set(
    [...kept].flatMap((macro) => [...macro.text.matchAll(/(\w+)!/g)].map((match) => match[1])),
  );
  for (const macro of all) {
    if (kept.has(macro) || !called.has(macro.name)) continue;
    kept.add(macro);
    grown = true;
  }
}
const macros = all.filter((macro) => kept.has(macro));
const target = new URL(`../../../server/facts/macros-${release}.json`, import.meta.url);
const lines = macros.map((macro) => JSON.stringify(macro)).join(',\n');
writeFileSync(target, `{"release":"${release}","macros":[\n${lines}\n]}\n`);
console.log(`${macros.length} macros, ${lines.length} characters`);
