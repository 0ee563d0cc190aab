import type { Memento } from 'vscode';
import type { TypeView } from '../../shared/layoutView.ts';

const key = 'typeArguments';
/** Types whose arguments are kept; those that were picked longest ago are forgotten. */
const MAX_TYPES = 200;

/** The arguments that the user picked for each generic type, kept with the workspace. */
export class RememberedArguments {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  of(type: TypeView): readonly string[] | undefined {
    return this.#all().find(([name]) => name === nameOf(type))?.[1];
  }

  set(type: TypeView, typeArguments: readonly string[]): void {
    const others = this.#all().filter(([name]) => name !== nameOf(type));
    const now = typeArguments.length > 0 ? [...others, [nameOf(type), typeArguments] as const] : others;
    this.#state.update(key, now.slice(-MAX_TYPES));
  }

  #all(): readonly (readonly [name: string, typeArguments: readonly string[]])[] {
    return this.#state.get(key, []);
  }
}

/** The definition, whatever its arguments; it stays the same when lines come and go above it. */
function nameOf({ name, place }: TypeView): string {
  return `${place?.path ?? ''} ${name.replace(/<.*/s, '')}`;
}
