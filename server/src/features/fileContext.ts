import type { CrateId } from '../project/crateGraph.ts';
import type { Def } from '../resolve/def.ts';
import type { Name } from '../syntax/ast.ts';
import type { Expr } from '../syntax/bodyAst.ts';
import type { SourceParser } from '../syntax/sourceParser.ts';
import type { SourceUnit } from '../syntax/sourceUnit.ts';
import type { Ty } from '../types/ty.ts';
import type { Analysis } from './analysis.ts';
import type { Engine } from './layoutJson.ts';

/** A file of a crate in one snapshot: what features that answer for a place of a document start from. */
export interface FileContext {
  readonly engine: Engine;
  readonly crate: CrateId;
  readonly path: string;
  readonly unit: SourceUnit;
  readonly parser: SourceParser;
  /** What is inferred in bodies; without it the types that are written count alone. */
  readonly inferred?: InferredTypes;
}

/** Types in a body that no annotation names. `owner` is the function or constant that the body is of. */
export interface InferredTypes {
  typeOfLocal(owner: Def, name: Name): Ty | undefined;
  typeOfExpr(owner: Def, expr: Expr): Ty | undefined;
}

/** The file in the analysis's current snapshot; undefined where no crate has it or it can't be read. */
export function fileContext(analysis: Analysis, parser: SourceParser, path: string): FileContext | undefined {
  const crate = analysis.crateOf(path);
  const unit = analysis.units.unit(path);
  return crate !== undefined && unit ? { engine: analysis.engine, crate, path, unit, parser } : undefined;
}
