/** What a client sends as its settings: JSON, with dots in its keys or without. */
export type SettingsTree = Readonly<Record<string, unknown>>;

/** Names that would reach the prototype of an object. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);
/** Settings nest no deeper; what lies below is left out. */
const MAX_DEPTH = 20;

export function isTree(value: unknown): value is SettingsTree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** The same settings with every dotted key (`inlayHints.size`) as a tree of its parts. */
export function undotted(sent: unknown, depth = 0): SettingsTree {
  if (!isTree(sent) || depth > MAX_DEPTH) return {};
  return Object.entries(sent).reduce<SettingsTree>((all, [key, value]) => {
    const parts = key.split('.');
    if (parts.some((part) => reserved.has(part)) || parts.length > MAX_DEPTH) return all;
    const inner: unknown = isTree(value) ? undotted(value, depth + 1) : value;
    const nested = parts.reduceRight<unknown>((below, part) => ({ [part]: below }), inner);
    return overlaid(all, nested as SettingsTree);
  }, {});
}

/** The settings below with those above laid over them, key by key. Lists are replaced; null stands for the default. */
export function overlaid(below: SettingsTree, above: SettingsTree): SettingsTree {
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const old = merged[key];
    merged[key] = isTree(old) && isTree(value) ? overlaid(old, value) : value;
  }
  return merged;
}
