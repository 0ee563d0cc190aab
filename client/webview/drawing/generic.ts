import type { GenericView } from '../../../shared/layoutView.ts';
import { el, prose, type VNode } from '../dom/vnode.ts';

const suggestions = [
  'u8',
  'u32',
  'u64',
  'usize',
  'bool',
  'char',
  'String',
  'Vec<u8>',
  'Box<u8>',
  'Option<u32>',
  '()',
];

/** Fields for the arguments of a generic type. */
export function drawGeneric({ parameters, typeArguments, errors = [] }: GenericView): VNode {
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
          list: 'suggestions',
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
    el(
      'datalist',
      { id: 'suggestions' },
      suggestions.map((value) => el('option', { value })),
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
