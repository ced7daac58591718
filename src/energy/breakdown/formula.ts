/** One symbol of a formula and its number in this model. */
export interface Factor {
  readonly symbol: string;
  readonly value: number;
}

/** A product of factors, over one where there is one, plus another product: what a part's figure is computed from. */
export interface Formula {
  readonly factors: readonly Factor[];
  readonly over?: Factor;
  readonly plus?: readonly Factor[];
}

export const factor = (symbol: string, value: number): Factor => ({ symbol, value });
/** A number that stands for itself. */
export const constant = (value: number): Factor => factor(String(value), value);

const isSelf = ({ symbol, value }: Factor): boolean => symbol === String(value);

/** Numbers that stand for themselves come first. */
export const ordered = (factors: readonly Factor[]): readonly Factor[] => [
  ...factors.filter(isSelf),
  ...factors.filter((each) => !isSelf(each)),
];

/** Factors of 1 that have a name say nothing of this model. */
function telling(factors: readonly Factor[]): readonly Factor[] {
  const kept = factors.filter((each) => each.value !== 1 || isSelf(each));
  return kept.length === 0 ? factors.slice(0, 1) : kept;
}

function written(
  { factors, over, plus }: Formula,
  between: string,
  write: (factor: Factor) => string,
): string {
  const product = (some: readonly Factor[]): string => telling(some).map(write).join(between);
  const divided = over === undefined ? product(factors) : `${product(factors)} / ${write(over)}`;
  return plus === undefined ? divided : `${divided} + ${product(plus)}`;
}

/** "2·B·s·dᵢₙ·dₒᵤₜ". */
export const formulaText = (formula: Formula): string => written(formula, '·', ({ symbol }) => symbol);

/** 4096 → "4,096". */
const grouped = (value: number): string =>
  Number.isInteger(value) && value < 1e21 ? String(value).replace(/\B(?=(\d{3})+$)/g, ',') : String(value);

/** "2 · 4 · 2,048 · 4,096 · 4,096". */
export const substitutionText = (formula: Formula): string =>
  written(formula, ' · ', ({ value }) => grouped(value));
