/**
 * Functions of std that decide about drops, by their public path (of a method: its type's path and its name), and
 * what a call of them means. In the texts, `{0}` and `{1}` stand for the values that the arguments name.
 */
export interface StdCall {
  /**
   * `drops`: the first argument is dropped inside the call. `loses`: the first argument is not dropped, and what
   * dropping it would give back stays taken. `moves`: values change their places, and nothing is dropped.
   */
  readonly fate: 'drops' | 'loses' | 'moves';
  readonly text: string;
  /** So many arguments, from the first on, are references to the places that the text is about. */
  readonly places: number;
}

const drops = (text: string): StdCall => ({ fate: 'drops', text, places: 0 });
const loses = (text: string): StdCall => ({ fate: 'loses', text, places: 0 });
const moves = (text: string, places = 1): StdCall => ({ fate: 'moves', text, places });

const leaks = loses('{0} is never dropped: what is left is a reference to its content');
const defaultBehind = moves("leaves its type's `Default::default()` in {0}; the old value moves out");
const replaced = moves('puts {1} into {0}; the old value moves out');
const raw = (path: string): StdCall =>
  loses(`{0} is not dropped: unless \`${path}\` takes the pointer back, it is lost`);

export const stdCalls: Readonly<Record<string, StdCall>> = {
  'core::mem::drop': drops('drops {0} here'),
  'core::mem::forget': loses('{0} is never dropped'),
  'core::mem::take': defaultBehind,
  'core::mem::replace': replaced,
  'core::mem::swap': moves('swaps {0} and {1}; nothing is dropped', 2),
  'core::mem::ManuallyDrop::new': loses(
    '{0} is not dropped with the `ManuallyDrop`: unless `ManuallyDrop::drop` or `into_inner` takes it, it is lost',
  ),
  'core::option::Option::take': moves('leaves `None` in {0}; the old value moves out'),
  'core::option::Option::replace': moves('puts `Some` of {1} into {0}; the old value moves out'),
  'core::cell::Cell::take': defaultBehind,
  'core::cell::Cell::replace': replaced,
  'core::cell::RefCell::take': defaultBehind,
  'core::cell::RefCell::replace': replaced,
  'alloc::boxed::Box::leak': leaks,
  'alloc::vec::Vec::leak': leaks,
  'alloc::string::String::leak': leaks,
  'alloc::boxed::Box::into_raw': raw('Box::from_raw'),
  'alloc::rc::Rc::into_raw': raw('Rc::from_raw'),
  'alloc::sync::Arc::into_raw': raw('Arc::from_raw'),
};
