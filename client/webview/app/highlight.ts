/** Marks everything that stands for the same field: its boxes, its places in the lists, its line of the table. */
export function highlight(root: Element, key: string | undefined): void {
  for (const element of root.querySelectorAll('.same')) {
    if (element.getAttribute('data-key') !== key) element.classList.remove('same');
  }
  if (key === undefined) return;
  for (const element of root.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)) {
    element.classList.add('same');
  }
}
