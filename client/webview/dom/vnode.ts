/**
 * Elements as plain data: what a part of the page should look like. Texts become text nodes and attributes, never
 * markup, so nothing of the workspace can become code.
 */
export interface VNode {
  readonly tag: string;
  /** Tells siblings apart from one drawing to the next, so that they keep focus, scroll position and transitions. */
  readonly key?: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** CSS properties, set one by one: the page's policy forbids style attributes. */
  readonly style: Readonly<Record<string, string>>;
  readonly children: readonly (VNode | string)[];
}

export interface Props {
  readonly key?: string;
  readonly style?: Readonly<Record<string, string>>;
  readonly [attribute: string]: string | number | boolean | undefined | Readonly<Record<string, string>>;
}

export type Child = VNode | string | undefined | false | readonly Child[];

/** An element. Attributes that are `undefined` or `false` are left out, `true` stands without a value. */
export function el(tag: string, props: Props = {}, ...children: readonly Child[]): VNode {
  const { key, style = {}, ...rest } = props;
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (value === undefined || value === false) continue;
    attributes[name] = value === true ? '' : String(value);
  }
  return { tag, attributes, style, children: flat(children), ...(key !== undefined && { key }) };
}

function flat(children: readonly Child[]): readonly (VNode | string)[] {
  return children.flatMap((child): readonly (VNode | string)[] => {
    if (child === undefined || child === false) return [];
    return Array.isArray(child) ? flat(child) : [child as VNode | string];
  });
}

/** Text in which backticks stand around code, as elements. */
export function prose(text: string): readonly (VNode | string)[] {
  return text.split('`').map((part, i) => (i % 2 === 1 ? el('code', {}, part) : part));
}

/** All the text in an element. */
export function textOf(node: VNode | string): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('');
}
