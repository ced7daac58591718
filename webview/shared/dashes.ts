/** Dashes, so that curves are told apart without colours. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 6]];
export const dashOf = (index: number): readonly number[] => dashes[index % dashes.length] ?? [];
