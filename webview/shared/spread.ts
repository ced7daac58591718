/** At most `limit` indices of 0 … length-1, evenly spread, first and last among them. */
export function spread(length: number, limit: number): number[] {
  if (length <= limit) return Array.from({ length }, (_value, index) => index);
  return Array.from({ length: limit }, (_value, index) => Math.round((index * (length - 1)) / (limit - 1)));
}
