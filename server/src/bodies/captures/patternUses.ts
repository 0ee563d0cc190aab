import type { Pattern } from '../../syntax/bodyAst.ts';
import { type BodyBase, derefOf, fieldOf, type Place, type Places } from './place.ts';
import { takes, type UseSink } from './useSink.ts';

/** Tells which parts of a place patterns use: only what they bind or test. */
export class PatternUses {
  readonly #body: BodyBase;
  readonly #places: Places;
  readonly #sink: UseSink;

  constructor(body: BodyBase, places: Places, sink: UseSink) {
    this.#body = body;
    this.#places = places;
    this.#sink = sink;
  }

  /** The uses of a place by a pattern that it is matched with. */
  visit(outer: Place, pat: Pattern): void {
    const info = this.#body.patterns.get(pat);
    if (!info) return;
    let place = outer;
    for (const [i] of info.derefs.entries()) place = derefOf(place, info.derefs[i + 1] ?? info.ty);
    const { meaning } = info;
    if (meaning?.kind === 'binding') {
      if (meaning.mode === 'ref' || meaning.mode === 'refMut') this.#sink.use(place, meaning.mode);
      else this.#sink.use(place, takes(place, this.#places));
      if (pat.kind === 'bind' && pat.sub) this.visit(place, pat.sub);
      return;
    }
    if (meaning?.kind === 'const') this.#sink.use(place, 'ref');
    if (meaning?.kind === 'variant' && meaning.adt.kind === 'enum') this.#tested(place, meaning.adt);
    this.#subPatterns(place, pat);
  }

  /** Reading which variant it is uses the place, unless there is only one. */
  #tested(place: Place, adt: Parameters<Places['types']['adtDef']>[0]): void {
    const def = this.#places.types.adtDef(adt);
    if (!('variants' in def) || def.variants.length > 1) this.#sink.use(place, 'ref');
  }

  #subPatterns(place: Place, pat: Pattern): void {
    const meaning = this.#body.patterns.get(pat)?.meaning;
    const into = (sub: Pattern, variant: number, index: number): void => {
      if (index < 0) return;
      const next = fieldOf(place, index, String(index), this.#places.fieldTy(place.ty, variant, index));
      this.visit(next, sub);
    };
    const fields = meaning && 'fields' in meaning ? meaning.fields : [];
    const variant = meaning?.kind === 'variant' ? meaning.variant : 0;
    switch (pat.kind) {
      case 'tuple':
      case 'tupleStruct':
        for (const [i, sub] of pat.elements.entries()) into(sub, variant, fields[i] ?? -1);
        return;
      case 'struct':
        for (const [i, sub] of pat.fields.entries()) into(sub.pat, variant, fields[i] ?? -1);
        return;
      case 'slice':
        for (const sub of pat.elements) this.visit({ ...place, exact: false }, sub);
        return;
      case 'ref':
      case 'box': {
        const inner = this.#body.patterns.get(pat.inner);
        this.visit(derefOf(place, inner?.derefs[0] ?? inner?.ty ?? place.ty), pat.inner);
        return;
      }
      case 'or':
        for (const alternative of pat.alternatives) this.visit(place, alternative);
        return;
      case 'macro': {
        const expansion = this.#body.expansions.get(pat.call);
        if (expansion?.kind === 'pattern') this.visit(place, expansion.pat);
        return;
      }
      default:
    }
  }
}
