/**
 * The words of a text as a union: `Kinds<'int float'>` is `'int' | 'float'`.
 *
 * It is for the branch of a `switch` that treats many kinds alike:
 *
 *     default:
 *       ty.kind satisfies Kinds<'bool char str'>;
 *       return false;
 *
 * The branch names the kinds that were thought of, so that a new kind of the union is a type error there, and can't
 * pass as one of them in silence.
 */
export type Kinds<Words extends string> = Words extends `${infer First} ${infer Rest}`
  ? First | Kinds<Rest>
  : Words;
