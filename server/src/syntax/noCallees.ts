/** Words that may stand before a negation; every other one with `!` and a delimiter behind it calls a macro. */
export const noCallees: ReadonlySet<string> = new Set(
  'as break else if in let match move mut return while yield'.split(' '),
);
