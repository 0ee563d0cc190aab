import type { GenericView } from '../../../shared/layoutView.ts';
import { el, prose, type VNode } from '../dom/vnode.ts';

/** Fields for the arguments of a generic type. */
export function drawGeneric(
  { parameters, typeArguments, errors = [] }: GenericView,
  candidates: readonly (readonly string[])[] = [],
): VNode {
  return el(
    'form',
    { class: 'generic', key: 'generic', 'data-form': 'typeArguments', 'aria-label': 'Arguments' },
    el('span', { class: 'label' }, 'See the bytes with'),
    parameters.map((name, i) =>
      el(
        'label',
        { key: name },
        el('code', {}, `${name} =`),
        el('input', {
          type: 'text',
          list: `candidates-${i}`,
          spellcheck: 'false',
          placeholder: 'u32',
          size: 12,
          'data-parameter': String(i),
          'aria-invalid': errors.some(({ parameter }) => parameter === i) && 'true',
          'aria-describedby': errors.length > 0 && 'argumentErrors',
          defaultValue: typeArguments[i] ?? '',
        }),
      ),
    ),
    candidates.map((texts, i) =>
      el(
        'datalist',
        { id: `candidates-${i}`, key: `candidates-${i}` },
        texts.map((value) => el('option', { value })),
      ),
    ),
    el('button', { type: 'submit', class: 'tool' }, 'Show'),
    errors.length > 0 &&
      el(
        'p',
        { class: 'argumentErrors', id: 'argumentErrors', role: 'alert' },
        prose(errors.map(({ parameter, reason }) => `${parameters[parameter] ?? ''}: ${reason}.`).join(' ')),
      ),
  );
}
