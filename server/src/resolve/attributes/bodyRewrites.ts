import type { Attribute } from '../../syntax/ast.ts';
import type { Def } from '../model/def.ts';
import { splitTopLevel } from './cfgAttributes.ts';
import { builtinAttributes, toolNames } from './knownAttributes.ts';

/**
 * Why a function's body may not be compiled as it is written: an attribute macro on the function, or on the impl or
 * trait around it, rewrites it (`#[tracing::instrument]`, `#[async_trait]`). Undefined where none stands there.
 */
export function bodyRewrite(def: Def): string | undefined {
  for (let at: Def | undefined = def; at?.origin === 'source'; at = at.parent) {
    if (at.kind === 'mod' || at.kind === 'crate') return undefined;
    const path = at.item.attrs.flatMap(macrosIn)[0];
    if (path !== undefined)
      return `the attribute macro \`#[${path}]\` may rewrite the body of \`${def.name}\`, and its code is not run`;
  }
  return undefined;
}

/** The macros that an attribute calls; those behind a `cfg_attr` may be called. */
function macrosIn({ path, args }: Attribute): readonly string[] {
  const plain = path.replace(/^::/, '');
  if (plain === 'cfg_attr') {
    const [, ...attributes] = splitTopLevel(args.replace(/^\s*\(/, '').replace(/\)\s*$/, ''));
    return attributes.flatMap((text) => {
      const inner = /^\s*(?:unsafe\s*\()?\s*([\w:]+)\s*/.exec(text);
      return inner ? macrosIn({ path: inner[1]!, args: text.slice(inner[0].length) } as Attribute) : [];
    });
  }
  const [first, ...rest] = plain.split('::');
  if (plain === '' || plain.startsWith('rustc_') || toolNames.has(first!)) return [];
  const name = first === 'core' || first === 'std' ? rest.at(-1)! : plain;
  return builtinAttributes.has(name) ? [] : [plain];
}
