import { h, type VNode as PreactNode } from 'preact';

/**
 * Elements as plain data: what a part of the page should look like. Preact brings the document up to date
 * (`render(nodes, root)`). Texts become text nodes and attributes, never markup, so nothing of the workspace can become
 * code; and listeners are put on the root alone, which finds out by `data-` attributes what was meant.
 */
export type VNode = PreactNode<Attributes>;

type Attribute = string | number | boolean | undefined;

type Attributes = Readonly<Record<string, unknown>>;

export interface Props {
  /** Tells siblings apart from one drawing to the next, so that they keep focus, scroll position and transitions. */
  readonly key?: string;
  /** CSS properties, set one by one: the page's policy forbids style attributes in HTML text. */
  readonly style?: Readonly<Record<string, string>>;
  readonly [attribute: string]: Attribute | Readonly<Record<string, string>>;
}

export type Child = VNode | string | undefined | false | readonly Child[];

/** An element. Attributes that are `undefined` or `false` are left out, `true` stands without a value. */
export function el(tag: string, props: Props = {}, ...children: readonly Child[]): VNode {
  const set: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    // Preact writes `true` out where a name has a hyphen, as `aria-` attributes want it; ours say 'true' themselves.
    set[name] = value === true && name.includes('-') ? '' : value;
  }
  return h<Attributes>(tag, set, ...(children as (VNode | string)[]));
}

/** Text in which backticks stand around code, as elements. */
export function prose(text: string): readonly (VNode | string)[] {
  return text.split('`').map((part, i) => (i % 2 === 1 ? el('code', {}, part) : part));
}
