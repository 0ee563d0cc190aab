import { env } from 'vscode';
import type { TypeCandidates } from '../../shared/crateTypes.ts';
import type { LayoutView } from '../../shared/layoutView.ts';
import { type CursorPlace, type LayoutParams, requests } from '../../shared/protocol.ts';
import type { FromLayoutPage, ToLayoutPage } from '../../shared/webviewMessages.ts';
import type { Server } from '../server.ts';
import { ask } from './ask.ts';
import type { Answer, PanelContent } from './panelHost.ts';
import type { RememberedArguments } from './rememberedArguments.ts';
import { savePicture } from './savePicture.ts';

/** The layout of the type at a place, with the arguments and the comparison that the page asks for. */
export class LayoutContent implements PanelContent<ToLayoutPage, FromLayoutPage> {
  readonly #server: Server;
  readonly #remembered: RememberedArguments;
  /** Picked at this place; undefined: those that were picked for the type before. */
  #typeArguments: readonly string[] | undefined;
  #picks: (TypeCandidates & { readonly name: string }) | undefined;
  /** The target to compare with. */
  #comparison: string | undefined;

  constructor(server: Server, remembered: RememberedArguments) {
    this.#server = server;
    this.#remembered = remembered;
  }

  leave(): void {
    this.#typeArguments = undefined;
  }

  async ask(place: CursorPlace): Promise<Answer<ToLayoutPage> | string> {
    const target = this.#comparison;
    const view = await this.#askRemembering(place);
    if (typeof view === 'string') return view;
    const messages: ToLayoutPage[] = [{ kind: 'layout', view, place }];
    if (view.generic !== undefined) messages.push(...(await this.#candidates(view, place)));
    if (target !== undefined) {
      const { typeArguments = [] } = view.generic ?? {};
      const other = await this.#ask({ ...place, typeArguments, target });
      const answer = typeof other === 'string' ? { reason: other } : { view: other };
      messages.push({ kind: 'comparison', target, ...answer });
    }
    return { title: `Layout: ${view.root.name}`, messages };
  }

  /** What can be picked for a generic type's parameters; asked once for each type that is looked at in a row. */
  async #candidates({ root }: LayoutView, place: CursorPlace): Promise<readonly ToLayoutPage[]> {
    const name = root.name.replace(/<.*/s, '');
    if (this.#picks?.name !== name) {
      const answer = await ask<TypeCandidates>(this.#server, requests.typeCandidates, place, '');
      this.#picks = { name, parameters: typeof answer === 'string' ? [] : answer.parameters };
    }
    return [{ kind: 'candidates', parameters: this.#picks.parameters }];
  }

  /** A generic type is shown with the arguments that were picked for it last. */
  async #askRemembering(place: CursorPlace): Promise<LayoutView | string> {
    const picked = this.#typeArguments;
    const view = await this.#ask({ ...place, typeArguments: picked ?? [] });
    if (typeof view === 'string' || view.generic === undefined) return view;
    if (picked !== undefined) {
      if (view.generic.errors === undefined) this.#remembered.set(view.root, picked);
      return view;
    }
    const before = this.#remembered.of(view.root);
    return before === undefined ? view : this.#ask({ ...place, typeArguments: before });
  }

  receive(message: FromLayoutPage, again: () => Promise<void>): unknown {
    switch (message.kind) {
      case 'setTypeArguments':
        this.#typeArguments = message.typeArguments;
        return again();
      case 'setComparison':
        this.#comparison = message.target;
        return again();
      case 'save':
        return savePicture(message);
      case 'copy':
        return env.clipboard.writeText(message.text);
    }
  }

  #ask(params: LayoutParams): Promise<LayoutView | string> {
    const nothing = 'No type stands here. Put the cursor on a struct, enum, union, field or type.';
    return ask<LayoutView>(this.#server, requests.layout, params, nothing);
  }
}
