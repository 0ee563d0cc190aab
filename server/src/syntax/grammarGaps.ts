import { bridgeMacroDecls } from './macroDecls.ts';

/**
 * Valid Rust that the parser's grammar doesn't know yet, rewritten to something of the same length that it
 * knows. Only the parser sees the rewritten text; the lowering reads names from the text as written, and
 * offsets stay what they are.
 */
export function bridgeGaps(text: string): string {
  return GAPS.reduce((result, { pattern, replacement }) => {
    return pattern.test(result) ? result.replaceAll(pattern, replacement) : result;
  }, bridgeMacroDecls(text));
}

/** Where the parser found what it doesn't know, and the type of the node around it. */
export interface ErrorPlace {
  readonly start: number;
  readonly end: number;
  readonly parent: string;
}

/** Whether a text holds anything that {@link bridgeErrors} looks for. */
export function mayBridgeErrors(text: string): boolean {
  return /::\s*<|-\d/.test(text);
}

/**
 * Rewrites, in each error, the first gap that only the parser's errors tell from other code: `Vec::<u8>` as a type, which is
 * right in an expression, and `Foo<u8, -1>`, whose sign the lowering looks for in the text as written.
 */
export function bridgeErrors(text: string, errors: readonly ErrorPlace[]): string {
  let result = text;
  for (const { start, end, parent } of errors) {
    const found = result.slice(start, end);
    const isSign = parent === 'type_arguments' && /^-$/.test(found.trim());
    const bridged = isSign ? blank(found) : found.replace(/::(?=\s*<)/, blank);
    result = `${result.slice(0, start)}${bridged}${result.slice(end)}`;
  }
  return result;
}

interface Gap {
  readonly pattern: RegExp;
  readonly replacement: (all: string, ...groups: string[]) => string;
}

const blank = (all: string): string => all.replace(/[^\n]/g, ' ');

const GAPS: readonly Gap[] = [
  // The old macro `try!(…)` is taken for a `try` block.
  { pattern: /\btry!(?=\s*[([{])/g, replacement: () => 'tri!' },
  // `auto trait Send {}`
  { pattern: /\bauto(?=\s+trait\s+\w)/g, replacement: blank },
  // Words that are keywords in few places, as names of types: `impl Tr for raw {}`, `x: union`.
  { pattern: /\braw\b(?!\s+(?:const|mut)\b)/g, replacement: () => 'r_w' },
  { pattern: /\bunion\b(?!\s+[A-Za-z_])/g, replacement: () => 'unio_' },
  // `F: async Fn(u8)`, `T: ~const Tr`; `T: [const] Tr` below
  { pattern: /\basync(?=\s+Fn(?:Mut|Once)?\s*\()/g, replacement: blank },
  { pattern: /~const(?=\s+\w)/g, replacement: blank },
  // `const trait Tr {}`, `const unsafe impl Tr for S {}`: traits and impls for use in constants.
  { pattern: /\bconst(?=\s+(?:unsafe\s+|auto\s+)*(?:impl\b(?!\s*\()|trait\b))/g, replacement: blank },
  // `impl const Tr for S`, `impl<T> const Tr for S`: the same in the older way.
  {
    pattern: /\bimpl\s+const(?=\s+(?:[A-Za-z_$]|::|!))/g,
    replacement: (all) => `impl${blank(all.slice(4))}`,
  },
  {
    pattern: />\s*const(?=\s+!?\s*(?:[A-Z$]|::|\w+\s*::)[^;{}=]{0,300}?\bfor\b)/g,
    replacement: (all) => `>${blank(all.slice(1))}`,
  },
  // `T: const Tr`, `trait A: B + const C`
  {
    pattern: /[+:]\s*const(?=\s+(?:[A-Z]|::|\w+\s*::))/g,
    replacement: (all) => all[0] + blank(all.slice(1)),
  },
  // `pub impl(self) trait Tr`: who may implement it.
  {
    pattern:
      /\bimpl\s*\(\s*(?:self|crate|super|in\s+[\w:]+)\s*\)(?=\s+(?:unsafe\s+|auto\s+|const\s+)*trait\b)/g,
    replacement: blank,
  },
  // `ri8<-25, 25>`: the lowering looks for the sign in the text as written.
  { pattern: /(?<=\w<)-(?=\d\w*\s*[,>])/g, replacement: blank },
  // `where (): Tr`: an identifier to the parser, the unit type to the lowering.
  // (What stands before is looked at last: to look back over white space from everywhere would take quadratic time.)
  { pattern: /\(\)(?<=\bwhere\s+\(\))(?=\s*:)/g, replacement: () => '__' },
  { pattern: /\[\s*const\s*\](?=\s+(?:\w|::|\?|!))/g, replacement: blank },
  // `struct S where u8: Tr;`: the parser knows where clauses before fields alone; nothing depends on this one.
  {
    pattern: /\bstruct\s+\w+\s+where\b[^;{}]*(?=;)/g,
    replacement: (all) => all.replace(/\bwhere\b[\s\S]*$/, blank),
  },
  // `dyn 'a + Tr`: a lifetime behind the traits is known, one before them not.
  {
    pattern: /\bdyn\s+'\w+\s*\+/g,
    replacement: (all) => all.replace(/'[\s\S]*$/, (rest) => rest.replace(/[^\n]/g, ' ')),
  },
  // `struct S<>`, `f::<>()`, `for<> fn()`: lists that a macro left empty.
  { pattern: /(?:::\s*|\bfor\s*)?<\s*>/g, replacement: (all) => all.replace(/[^\n]/g, ' ') },
];
