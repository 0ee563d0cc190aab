import type { Name } from '../../syntax/ast.ts';
import type { Locals } from './machine.ts';
import type { Cell } from './value.ts';

/** The variables of one call. */
export class LocalScopes implements Locals {
  readonly #scopes: Map<string, Cell>[] = [new Map()];

  find(name: string): Cell | undefined {
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const found = this.#scopes[i]!.get(name);
      if (found) return found;
    }
    return undefined;
  }

  declare(name: string, cell: Cell): void {
    this.#scopes.at(-1)!.set(name, cell);
  }

  scoped<T>(run: () => T): T {
    this.#scopes.push(new Map());
    try {
      return run();
    } finally {
      this.#scopes.pop();
    }
  }
}

/**
 * A variable's key: names that a macro wrote differ from those of the user (hygiene). A body has one `self`,
 * that of its own method, whoever wrote it.
 */
export function localKey(name: Name): string {
  return name.mark === undefined || name.text === 'self' ? name.text : `${name.text}#${name.mark}`;
}
