import type { DropRule } from './mir/model.ts';

/** Why something is dropped where it is, in a few words, and the chapter of the Rust Reference that says so. */
export interface RuleText {
  readonly text: string;
  readonly link: string;
}

const destructors = 'https://doc.rust-lang.org/reference/destructors.html';

/** The rules of the schedule; the keys are what each scheduled drop carries. */
export const ruleTexts: Readonly<Record<DropRule, RuleText>> = {
  variable: {
    text: 'variables are dropped at the end of their scope, last declared first',
    link: `${destructors}#drop-scopes`,
  },
  parameter: {
    text: 'parameters are dropped after the body, with what their patterns left unbound',
    link: `${destructors}#scopes-of-function-parameters`,
  },
  statementTemporary: {
    text: 'a temporary is dropped at the end of its statement',
    link: `${destructors}#temporary-scopes`,
  },
  tailTemporary2021: {
    text: "until edition 2021, a tail expression's temporaries outlive the block's variables",
    link: `${destructors}#temporary-scopes`,
  },
  tailTemporary2024: {
    text: "since edition 2024, a tail expression's temporaries are dropped before the block's variables",
    link: `${destructors}#temporary-scopes`,
  },
  conditionTemporary: {
    text: 'the temporaries of a condition are dropped before the body runs',
    link: `${destructors}#temporary-scopes`,
  },
  scrutineeTemporary: {
    text: 'the temporaries of a scrutinee live until the end of the statement around it',
    link: `${destructors}#temporary-scopes`,
  },
  ifLetTemporary2024: {
    text: 'since edition 2024, the temporaries of an `if let` are dropped before its `else`',
    link: `${destructors}#temporary-scopes`,
  },
  extendedTemporary: {
    text: 'a temporary that a `let` borrows lives as long as the variables of the block',
    link: `${destructors}#temporary-lifetime-extension`,
  },
  armBinding: {
    text: "an arm's variables are dropped at the end of the arm",
    link: `${destructors}#scopes-of-pattern-bindings-and-match-arms`,
  },
  assignment: {
    text: 'an assignment drops the old value',
    link: 'https://doc.rust-lang.org/reference/expressions/operator-expr.html#assignment-expressions',
  },
  capture: {
    text: 'what a closure holds by value is dropped with it, in the order of capture',
    link: `${destructors}#destructors`,
  },
  iterator: {
    text: 'the iterator of a `for` is dropped when the loop ends',
    link: 'https://doc.rust-lang.org/reference/expressions/loop-expr.html#iterator-loops',
  },
};
